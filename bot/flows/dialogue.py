"""The dialogue: which action comes next, given the flows, the state and what was just heard.

Pure: it reads slots and a reading, and gives an action's name and the slots to set. The Rasa policy
around it (``policy``) asks for one action after another until it is to listen.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.flows.definition import END, Act, Assign, Collect, Flow, Flows, Link, Step
from bot.flows.slots import SlotSpec
from bot.flows.state import CONFIRM, Frame, State
from knowledge.corpus import ARTICLE_PREFIX
from knowledge.rendering import evaluate

LISTEN = "action_listen"
ANSWER_ARTICLE = "utter_faq"
CHECK_PENDING = "action_check_pending"

# The refusal with which an action says that a system did not do its part: it ends the flow.
FAILED = "failed"

# Set by actions while a flow runs, and cleared with it.
WORKING = ("refusal", "offer", "quote", "due", "operation_key")


@dataclass(frozen=True, slots=True)
class Person:
    """Who is speaking: a subscriber's number or ``None``, and how surely.

    ``in_room``: others may hear the conversation. ``connects``: he is put through to people, and not
    written to by them later.
    """

    subject: str | None
    sureness: str
    in_room: bool = False
    connects: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """The task that an answer offers; ``asked`` tells whether the answer ends with a question."""

    task: str
    asked: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """What a dialogue is conducted with.

    ``missing`` tells, for a flow and a person, the sureness that is lacking (``None``: enough);
    ``title`` names a topic to the person; ``new_key`` makes an idempotency key; ``offers`` are the
    tasks that answers offer, by the topic that was answered.
    """

    flows: Flows
    specs: Mapping[str, SlotSpec]
    missing: Callable[[Flow, Person], str | None]
    title: Callable[[str], str]
    new_key: Callable[[], str]
    offers: Mapping[str, Offer] = field(default_factory=dict)


class Dialogue:
    """One step of a conversation; ``changes`` are the slots to set with the next action."""

    def __init__(
        self, setting: Setting, state: State, slots: Mapping[str, Any], person: Person
    ) -> None:
        self.setting = setting
        self.state = state
        self.person = person
        self.changes: dict[str, Any] = {}
        self._slots = slots

    # What the dialogue knows.

    def slot(self, name: str) -> Any:
        """Return a slot's value as it will be after this step."""
        return self.changes[name] if name in self.changes else self._slots.get(name)

    @property
    def flow(self) -> Flow | None:
        """The flow under way."""
        top = self.state.top
        return self.setting.flows[top.flow] if top else None

    @property
    def specs(self) -> list[SlotSpec]:
        """What the flow under way collects."""
        return [self.setting.specs[name] for name in self.flow.slots()] if self.flow else []

    @property
    def asked(self) -> SlotSpec | None:
        """The slot that is asked for."""
        name = self.state.asked
        if not name or name == CONFIRM:
            return None
        spec = self.setting.specs[name]
        return spec.narrowed(self.slot(spec.among)) if spec.among else spec

    # What can be done.

    def set(self, name: str, value: Any) -> None:
        """Set a slot."""
        self.changes[name] = value

    def say(self, phrase: str, **facts: Any) -> None:
        """Put a phrase next; its facts go to the slot ``facts``."""
        self.state.todo.append(phrase)
        self.state.said = phrase
        if facts:
            self.set("facts", {**(self.slot("facts") or {}), **facts})

    def start(self, topic: str, *, in_words: bool = False) -> None:
        """Begin a topic: answer an article, or enter the flow of a task.

        An article or a task that only tells, wanted ``in_words`` again and again, is told otherwise each
        time.

        A flow for which the person is not surely enough himself is not entered: the phrase
        ``utter_identify_<sureness>`` asks the Conversation to identify him.
        """
        if topic.startswith(ARTICLE_PREFIX):
            self._count(topic, in_words)
            self._answer(topic)
            return
        flow = self.setting.flows[topic]
        lacking = self.setting.missing(flow, self.person)
        if lacking:
            self.say(f"utter_identify_{lacking}")
            return
        self._count(topic, in_words)
        if flow.again and self.state.again > 0:
            self.say(flow.again if self.state.again == 1 else "utter_no_more_to_tell")
            return
        if flow.urgent:
            self.drop_all()
        self.state.stack = [frame for frame in self.state.stack if frame.flow != topic]
        self.state.stack.append(Frame(topic))
        self.state.asked = None

    def _count(self, topic: str, in_words: bool) -> None:
        """Count how many times in a row a topic is wanted once more."""
        state = self.state
        state.again = state.again + 1 if in_words and topic == state.about else 0
        state.about = topic

    def _answer(self, article: str) -> None:
        """Answer an article: once more in fewer words, and after that no more."""
        state = self.state
        if state.again > 1:
            self.say("utter_no_more_to_tell")
            return
        self.set("article", article.removeprefix(ARTICLE_PREFIX))
        manner = {"brief": state.again > 0, "grief": state.grief}
        self.say(ANSWER_ARTICLE, **{how: True for how, so in manner.items() if so})
        if state.again:
            self.say("utter_if_about_other")

    def understood(self) -> None:
        """Count no more of the messages in a row that were not understood."""
        self.state.misses = 0

    def restart(self) -> None:
        """Walk the current flow again from its start: what is filled is not asked again."""
        top = self.state.top
        if top:
            self.state.stack[-1] = Frame(top.flow)
            self.state.asked = None
            self._clear(WORKING)

    def drop(self) -> None:
        """Leave the current flow; the one below it is taken up again."""
        flow = self.flow
        if not flow:
            return
        self.state.stack.pop()
        self.state.asked = None
        self._clear(flow.slots())
        self._clear(WORKING)
        self._take_up()

    def drop_all(self) -> None:
        """Leave every flow."""
        waiting = [topic for topic in self.state.queue if topic in self.setting.flows]
        for topic in [frame.flow for frame in self.state.stack] + waiting:
            self._clear(self.setting.flows[topic].slots())
        self._clear(WORKING)
        self.state.stack, self.state.asked, self.state.queue = [], None, []

    def next_action(self) -> str:
        """Return the next action: what is to be said or done, or to listen."""
        while not self.state.todo and self.state.stack and not self._waits():
            self._step()
        if not self.state.todo and not self.state.stack and self.state.queue:
            topic = self.state.queue.pop(0)
            self.say("utter_next_need", flow_name=self._title(topic))
            self.start(topic)
        if self.state.todo:
            return self.state.todo.pop(0)
        return LISTEN

    def ask_again(self) -> None:
        """Let the open question be asked once more."""
        self.state.asked = None

    # How a flow goes on.

    def _waits(self) -> bool:
        return self.state.asked is not None

    def _step(self) -> None:
        frame, flow = self.state.stack[-1], self.flow
        assert flow is not None
        if frame.at >= len(flow.steps):
            self.drop()
            return
        step = flow.steps[frame.at]
        if isinstance(step, Collect):
            self._collect(frame, step)
        elif isinstance(step, Act):
            self._act(frame, step)
        elif isinstance(step, Assign):
            for name, value in step.values.items():
                self.set(name, value)
            self._follow(frame, step)
        elif isinstance(step, Link):
            self.state.stack.pop()
            about, self.state.about = self.state.about, None
            self.start(step.flow)
            self.state.about = about  # it belongs to what was asked for

    def _collect(self, frame: Frame, step: Collect) -> None:
        wanted = step.only_if is None or self._holds(step.only_if)
        if wanted and self.slot(step.slot) is None:
            self.state.asked = step.slot
            self.state.todo.append(self.setting.specs[step.slot].question)
        else:
            self._follow(frame, step)

    def _act(self, frame: Frame, step: Act) -> None:
        if frame.acted and self.slot("refusal") == FAILED:
            self.state.again = -1  # nothing was told: once more it is told for the first time
            self.drop()
        elif frame.acted:
            self._follow(frame, step)
        elif step.confirm and not frame.confirmed:
            self.state.asked = CONFIRM
            self.set("operation_key", self.setting.new_key())
            self.say(step.confirm)
        else:
            frame.acted = True
            self.say(step.action)

    def _follow(self, frame: Frame, step: Step) -> None:
        flow = self.setting.flows[frame.flow]
        frame.confirmed = frame.acted = False
        for branch in step.next:
            if branch.when is None or self._holds(branch.when):
                frame.at = flow.place(branch.then)
                return
        frame.at = flow.place(END) if step.next else frame.at + 1

    def _holds(self, expression: str) -> bool:
        slots = {**self._slots, **self.changes}
        return bool(evaluate(expression, {"slots": slots, "identity": self.person}))

    def _clear(self, names: Any) -> None:
        for name in names:
            if self.slot(name) is not None:
                self.set(name, None)

    def _take_up(self) -> None:
        """Go back to the flow below: from its start, so that what it had looked up is fresh."""
        if self.state.stack:
            self.say("utter_resume", flow_name=self._title(self.state.stack[-1].flow))
            self.restart()

    def _title(self, topic: str) -> str:
        flow = self.setting.flows.get(topic)
        return flow.title if flow else self.setting.title(topic)
