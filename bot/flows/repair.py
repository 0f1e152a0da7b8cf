"""Taking in what a person said: answers, corrections, digressions, and what was not understood.

All of it is the same in every task, so it stands here once. ``hear`` tries the readings of a message
from the most to the least bound to the open question.
"""

from collections.abc import Callable

from bot.flows.agreeing import agree
from bot.flows.bare import ask_about_what
from bot.flows.broad import ask_which
from bot.flows.correcting import correct
from bot.flows.definition import Flow
from bot.flows.dialogue import CHECK_PENDING, Dialogue
from bot.flows.filling import (
    Filled,
    fill,
    is_plain_yes,
    is_waiting,
    lone_number,
    ordinal,
    tells_story,
    yes_or_no,
)
from bot.flows.grief import condole
from bot.flows.misses import miss
from bot.flows.offering import is_elsewhere, is_need
from bot.flows.others import tell_what_then, tell_whose_number
from bot.flows.reading import Reading
from bot.flows.slots import SlotSpec
from bot.flows.state import CONFIRM

STORY_WORDS = 4
MOSTLY = 0.6  # the part of a message that must be the value, when another topic claims it too

# Talk that is answered with a phrase and changes nothing.
REMARKS = {
    "greet": "utter_greet",
    "goodbye": "utter_goodbye",
    "thank": "utter_thank",
    "help": "utter_help",
    "bot_challenge": "utter_bot_challenge",
    "abuse": "utter_abuse",
}
# What people say while they wait for a result; it asks for nothing new.
WAITING = {"check_ticket", "order_status", "repeat", "help", "affirm", "report_network_issue"}

Hearer = Callable[[Dialogue, Reading], bool]


def hear(dialogue: Dialogue, reading: Reading) -> None:
    """Take in a message: change the state so that the next actions answer it."""
    dialogue.state.todo.clear()
    dialogue.set("facts", None)
    condole(dialogue, reading)
    if any(hearer(dialogue, reading) for hearer in _HEARERS):
        return
    miss(dialogue, reading)


def _urgent(dialogue: Dialogue, reading: Reading) -> bool:
    """Someone in need is heard before anything else, also in the middle of a task."""
    flow = dialogue.setting.flows.get(reading.topic)
    if flow is None or not flow.urgent or reading.verdict != "act":
        return False
    spec = dialogue.asked
    fills = spec is not None and (spec.choices or reading.topic in spec.keeps)
    filled = fill(spec, reading, asked=True) if spec and fills else None
    if filled and filled.cover >= MOSTLY:  # «мошенники» is also a reason to block a SIM card
        return False
    dialogue.understood()
    dialogue.start(reading.topic)
    return True


def _pending(dialogue: Dialogue, reading: Reading) -> bool:
    """What was still under way at the operator's is looked at before anything new."""
    if not dialogue.slot("pending"):
        return False
    dialogue.say(CHECK_PENDING)
    return reading.verdict != "act" or reading.topic in WAITING or is_waiting(reading)


def _chosen(dialogue: Dialogue, reading: Reading) -> bool:
    """«Второе» after a clarification picks what was offered second."""
    offered, dialogue.state.offered = dialogue.state.offered, []
    if not offered or (
        reading.verdict == "act" and reading.topic not in ("affirm", "out_of_scope")
    ):
        return False
    at = ordinal(reading, len(offered))
    if at is None and len(offered) == 1 and yes_or_no(reading):
        at = 0
    if at is None:
        return False
    dialogue.understood()
    dialogue.start(offered[at])
    return True


def _confirmation(dialogue: Dialogue, reading: Reading) -> bool:
    """A yes runs the action, a no drops the task, anything new corrects it."""
    if dialogue.state.asked != CONFIRM:
        return False
    if correct(dialogue, reading, {}):
        return True
    said = yes_or_no(reading)
    if said is None or (is_elsewhere(dialogue, reading) and not is_plain_yes(reading)):
        return False
    dialogue.understood()
    if said:
        dialogue.state.stack[-1].confirmed = True
        dialogue.state.asked = None
    else:
        _cancel(dialogue)
    return True


def _answer(dialogue: Dialogue, reading: Reading) -> bool:
    """An answer to the open question, with whatever else of the task it tells."""
    spec = dialogue.asked
    if spec is None:
        return False
    filled = Filled(reading.answer, 1.0) if reading.answer else fill(spec, reading, asked=True)
    if _tells_more(spec, reading, filled):
        spec = dialogue.setting.specs[str(spec.told_in)]
        filled = fill(spec, reading, asked=True)
    if filled is None:
        return correct(dialogue, reading, {})
    if is_elsewhere(dialogue, reading) and filled.cover < MOSTLY:
        return False
    if _talk_wins(spec, reading, filled):
        return False
    return correct(dialogue, reading, {spec.name: filled.value})


def _tells_more(spec: SlotSpec, reading: Reading, filled: Filled | None) -> bool:
    """Tell whether an answer is a story rather than the choice that was asked for."""
    chosen = reading.answer is not None or (filled is not None and filled.cover >= MOSTLY)
    return spec.told_in is not None and not chosen and len(reading.words) >= STORY_WORDS


def _talk_wins(spec: SlotSpec, reading: Reading, filled: Filled) -> bool:
    """A word that is no entity («отмена» where a code is asked) stays what it is in talk."""
    if reading.verdict != "act" or reading.entities or reading.answer:
        return False
    if spec.free_text and filled.cover >= MOSTLY:
        return reading.topic in ("cancel", "call_agent")
    remarks = REMARKS.keys() - {"abuse"} if spec.free_text else {"abuse"}
    return reading.topic in {"cancel", "repeat", "help", "deny", "call_agent", *remarks}


def _steering(dialogue: Dialogue, reading: Reading) -> bool:
    """Cancel, repeat, and no or yes where nothing of the kind was asked."""
    if reading.verdict != "act" and not _is_idle_yes(dialogue, reading):
        return False
    if reading.topic == "repeat":
        dialogue.say("action_repeat")
    elif reading.topic in ("cancel", "deny") and dialogue.flow:
        _cancel(dialogue)
    elif reading.topic == "cancel":
        dialogue.say("utter_nothing_to_cancel")
    elif reading.topic == "deny":
        dialogue.say("utter_nothing_to_deny")
    elif not dialogue.flow and (reading.topic == "affirm" or _is_idle_yes(dialogue, reading)):
        dialogue.say("utter_nothing_to_affirm")
    else:
        return False
    dialogue.understood()
    return True


def _is_idle_yes(dialogue: Dialogue, reading: Reading) -> bool:
    """Tell whether a yes that nothing asked for is taken for a remark («бб беру» for a goodbye)."""
    talk = reading.topic == "affirm" or reading.topic in REMARKS
    return talk and reading.verdict != "reject" and not dialogue.flow and is_plain_yes(reading)


def _remark(dialogue: Dialogue, reading: Reading) -> bool:
    """A greeting, thanks, a question about Mia: answered, and the open question asked again."""
    if reading.verdict != "act" or reading.topic not in REMARKS:
        return False
    dialogue.understood()
    dialogue.say(REMARKS[reading.topic])
    dialogue.ask_again()
    return True


def _need(dialogue: Dialogue, reading: Reading) -> bool:
    """A task or an article; in the middle of another task, which is taken up again after it."""
    topics = [topic for topic in reading.needs or (reading.topic,) if is_need(dialogue, topic)]
    if reading.verdict != "act" or not topics:
        return False
    dialogue.understood()
    top = dialogue.state.top
    if top and topics[0] == top.flow:
        dialogue.restart()
    else:
        dialogue.start(topics[0], in_words=reading.in_words)
    dialogue.state.queue = topics[1:]
    flow = dialogue.flow
    if flow and flow.id == topics[0]:
        _prefill(dialogue, reading, flow, lone_number(dialogue.specs))
    else:
        dialogue.ask_again()
    for topic in topics[1:]:
        if topic in dialogue.setting.flows:
            _prefill(dialogue, reading, dialogue.setting.flows[topic], None)
    return True


def _prefill(dialogue: Dialogue, reading: Reading, flow: Flow, lone: str | None) -> None:
    """Take what the first message already tells: «подари маме 5 гигов»."""
    for name in flow.slots():
        filled = fill(dialogue.setting.specs[name], reading, asked=name == lone)
        if filled:
            dialogue.set(name, filled.value)
        elif tells_story(dialogue.setting.specs[name], reading):
            dialogue.set(name, reading.text.strip())


def _cancel(dialogue: Dialogue) -> None:
    flow = dialogue.flow
    assert flow is not None
    dialogue.say("utter_cancelled", flow_name=flow.title)
    dialogue.drop()


_HEARERS: tuple[Hearer, ...] = (
    tell_what_then,
    _urgent,
    _pending,
    _chosen,
    _confirmation,
    _answer,
    agree,
    _steering,
    _remark,
    ask_which,
    ask_about_what,
    tell_whose_number,
    _need,
)
