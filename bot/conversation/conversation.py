"""The Conversation: from a turn to a reply, keeping four promises.

One turn at a time; a message id is answered once, however often it is delivered; a turn never
outlives its deadline in silence; a conversation that a person has taken is not answered by Mia.
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from redis.exceptions import LockNotOwnedError

from bot.assistant.assistant import Assistant
from bot.channels.traits import Traits, channels
from bot.conversation.exchange import Reads
from bot.conversation.handing_over import HandingOver, signs_of
from bot.conversation.memory import Memory
from bot.conversation.order import TurnOrder
from bot.conversation.reply import Reply, Utterance, directive, utterance
from bot.conversation.signing_in import SigningIn
from bot.conversation.transcript import Entry, Past, entry
from bot.conversation.translation import heard, reply_of
from bot.conversation.turn import GREETING, Turn, meanwhile, unanswerable
from bot.desk.reasons import reasons
from bot.desk.store.cases import standing_key
from bot.flows.filling import asks_after
from bot.linking.in_chat import InChat
from bot.marks.marks import Marks
from bot.masking import hide_secrets

logger = logging.getLogger(__name__)

HEARD_SECONDS = 3600
PERSON_KEY, PERSON = "0", "/call_agent"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

Observe = Callable[[str, float, str], None]


@dataclass(frozen=True, slots=True)
class Parts:
    """What a Conversation is made of. ``observe`` is told (channel, seconds, outcome) of each turn."""

    assistant: Assistant
    memory: Memory
    order: TurnOrder
    signing_in: SigningIn
    marks: Marks
    linking: InChat
    handing_over: HandingOver
    observe: Observe


@dataclass(slots=True)
class _Wait:
    """Whether somebody waits for a reply.

    ``settled`` once it is there and only to be handed over; ``is_late`` once nobody waits any more;
    ``keeps_late`` where it then is to be kept for the next turn.
    """

    keeps_late: bool
    settled: bool = False
    is_late: bool = False


class Conversation:
    """Answers turns. ``later`` is called with replies that came after their deadline."""

    def __init__(self, parts: Parts) -> None:
        self._assistant = parts.assistant
        self._memory = parts.memory
        self._order = parts.order
        self._signing_in = parts.signing_in
        self._marks = parts.marks
        self._linking = parts.linking
        self._handing_over = parts.handing_over
        self._observe = parts.observe
        self._running: set[asyncio.Task[Reply]] = set()

    async def take(self, turn: Turn, later: Callable[[Reply], Any] | None = None) -> Reply:
        """Answer a turn within its channel's deadline.

        Where the answer is not ready by then, the work goes on: its result is given to ``later`` if
        there is one, else it is said with the next turn.

        Raises:
            OtherMessage: the message id was used for other content before.
        """
        traits = channels()[turn.channel]
        start = time.monotonic()
        wait = _Wait(keeps_late=later is None and turn.event != "start")
        deadline = time.time() + _seconds(turn, traits)
        task = asyncio.create_task(self._in_order(turn, deadline, wait))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        await asyncio.wait({task}, timeout=_seconds(turn, traits))
        if wait.settled or task.done():
            reply = await asyncio.shield(task)
            self._observe(turn.channel, time.monotonic() - start, "answered")
            return reply
        wait.is_late = True
        self._observe(turn.channel, time.monotonic() - start, "late")
        task.add_done_callback(lambda t: self._came_late(t, later))
        phrase = meanwhile(turn)
        return self._say(phrase, turn) if phrase else Reply((), conversation=turn.conversation)

    async def close(self) -> None:
        """Wait for the turns under way."""
        if self._running:
            await asyncio.wait(self._running, timeout=10)

    async def past(self, turn: Turn) -> Past:
        """Return what was said in the turn's conversation, and what is awaited there."""
        entries = await self._memory.transcript(turn.conversation)
        return Past(entries, await self._signing_in.awaits_pin(turn))

    async def left_over(self, turn: Turn) -> tuple[Utterance, ...]:
        """Return, once, what was still to be said in the turn's conversation."""
        late = await self._memory.take_late(turn.conversation)
        return tuple(said for reply in late for said in reply.utterances)

    async def is_unsaid(self, conversation: str, id_: str) -> bool:
        """Take one thing that is still to be said; false where somebody else has said it."""
        return await self._memory.claim_late(conversation, id_)

    async def keep_late(self, turn: Turn, reply: Reply) -> None:
        """Keep a late reply for the next turn: its listener is gone."""
        await self._memory.keep_late(turn, reply)

    async def _in_order(self, turn: Turn, deadline: float, wait: _Wait) -> Reply:
        try:
            async with self._order.hold(turn.place, self._reads(turn)):
                reply = await self._once(turn, deadline)
                wait.settled = True
                if wait.is_late and wait.keeps_late:  # before the next turn may begin
                    await self._memory.keep_late(turn, reply)
                return reply
        except LockNotOwnedError:
            return await self._overtaken(turn, wait)

    async def _overtaken(self, turn: Turn, wait: _Wait) -> Reply:
        """Answer a turn that stood still for so long that another took its place; nothing of it was kept.

        The same message may have been answered there, or soon be: that is its reply. Other words must
        be said again: by now they may answer another question than the one they were meant for.
        """
        logger.warning("a turn was overtaken while it stood still")
        async with self._order.hold(turn.place):
            answered = await self._memory.answered(turn)
            if answered is not None:
                return answered
            reply = self._say("utter_overtaken", turn)
            if wait.is_late and wait.keeps_late:
                await self._memory.keep_late(turn, reply)
            return reply

    def _reads(self, turn: Turn) -> Reads:
        """Return what nearly every turn asks Redis for."""
        noted = (self._signing_in.noted(turn), *self._marks.noted(turn))
        reads = self._memory.reads(turn, *noted)
        others = (standing_key(turn.conversation), *self._assistant.reads(turn.conversation))
        return replace(reads, values=(*reads.values, *others))

    async def _once(self, turn: Turn, deadline: float) -> Reply:
        """Return the reply that the message was given before, or answer it.

        What was late goes to the conversation that it belongs to: a stranger at the same place, or
        the same person before the PIN, does not hear it.
        """
        answered = await self._memory.answered(turn)
        if answered is not None:
            await self._memory.drop_late(turn, answered)
            return answered
        shown = channels()[turn.channel].shows_transcript
        awaits_pin = shown and await self._signing_in.awaits_pin(turn)
        safe = await self._handing_over.placed(turn)
        reply = await self._awaited(turn) or await self._answer(safe, deadline)
        conversation = reply.conversation or safe.conversation
        late = await self._memory.take_late(conversation)
        reply = replace(reply.after(late), conversation=conversation)
        await self._handing_over.follow(safe, reply)
        await self._memory.keep(turn, reply, await self._entry(safe, reply, awaits_pin))
        return reply

    async def _awaited(self, turn: Turn) -> Reply | None:
        """Return what was late, where it is all that a message asks for («ну что там?»)."""
        if turn.payload is not None or not asks_after(turn.text):
            return None
        late = await self._memory.take_late(turn.conversation)
        return late[-1].after(late[:-1]) if late else None

    async def _entry(self, turn: Turn, reply: Reply, awaits_pin: bool) -> Entry | None:
        """Return a turn's entry in the transcript, where the channel shows one."""
        if not channels()[turn.channel].shows_transcript:
            return None
        if reply.token and reply.conversation != turn.conversation:
            await self._memory.move_transcript(turn.conversation, reply.conversation)
        return entry(turn, reply, time.time(), awaits_pin=awaits_pin)

    async def _answer(self, turn: Turn, deadline: float) -> Reply:
        if turn.event is not None:
            return await self._happened(turn, deadline)
        turn = await self._honest(turn)
        with_person = await self._handing_over.take(turn)
        if with_person is not None:
            return with_person
        refused = unanswerable(turn)
        if refused:
            before = await self._memory.count(f"refused:{turn.place}", HEARD_SECONDS) - 1
            return self._say(refused, turn, before)

        async def go_on(wanted: Turn) -> Reply:
            return await self._assist(wanted, deadline)

        signing_in = await self._signing_in.take(turn, go_on)
        if signing_in is not None and signing_in.failed:
            signing_in = replace(signing_in, failed=False)
            return await self._handing_over.begin(turn, signing_in, reasons()["not_verified"])
        marked = None if signing_in else await self._marks.take(turn)
        return signing_in or marked or await self._assist(turn, deadline)

    async def _happened(self, turn: Turn, deadline: float) -> Reply:
        """Answer what happened on a phone line where nothing was said.

        To silence only what came late is said, and nothing to what was heard or to a hang-up. Keys
        are an answer; ``0`` alone calls a person, whatever was asked. So does the line, where nothing
        else has helped. Who hangs up waits for nobody any more.
        """
        if turn.event == "start":
            return self._say(GREETING, turn)
        by_key = turn.event == "keys" and turn.text == PERSON_KEY
        if by_key or turn.event == "person":
            await self._signing_in.leave(turn)
            return await self._assist(replace(turn, text="", payload=PERSON), deadline)
        if turn.event == "keys":
            return await self._answer(replace(turn, event=None), deadline)
        if turn.event == "hang_up":
            await self._signing_in.leave(turn)
            await self._handing_over.hung_up(turn)
        if turn.heard is not None:
            await self._memory.note(f"heard:{turn.conversation}", dict(turn.heard), HEARD_SECONDS)
        return Reply((), conversation=turn.conversation)

    async def _assist(self, turn: Turn, deadline: float) -> Reply:
        turn = replace(turn, text=hide_secrets(turn.text))
        said = await self._assistant.answer(turn.conversation, heard(turn, deadline))
        if not said.messages:
            logger.error("a turn was answered with nothing")
            return self._say("utter_failure", turn)
        asked = directive(said.messages)
        if asked and "identify" in asked:
            return await self._signing_in.start(turn, asked["identify"], said.about)
        linked = await self._linking.take(turn, asked) if asked else None
        if linked is not None:
            rest = tuple(utterance(m) for m in said.messages if directive([m]) != asked)
            return replace(reply_of(said, turn, None), utterances=(*linked.utterances, *rest))
        reply = await self._marks.after(turn, said.phrases, reply_of(said, turn, asked))
        signs = signs_of(turn, said.topic, said.phrases)
        return await self._handing_over.after(turn, reply, signs)

    async def _honest(self, turn: Turn) -> Turn:
        """Return the turn with a payload only if Mia issued it here, and no text that Rasa obeys."""
        text = _CONTROL.sub(" ", turn.text)
        payload = turn.payload if turn.payload else text if text.startswith("/") else None
        if payload and await self._memory.issued(turn.conversation, payload):
            shown = turn.text if turn.payload else ""
            return replace(turn, payload=payload, text=shown)
        plain = text if turn.payload is None or text else str(turn.payload)
        return replace(turn, payload=None, text=plain.lstrip("/ "))

    def _came_late(self, task: asyncio.Task[Reply], later: Callable[[Reply], Any] | None) -> None:
        if task.cancelled():
            return
        if task.exception() is not None:
            logger.error("a late turn failed", exc_info=task.exception())
            return
        told = later(task.result()) if later else None
        if asyncio.iscoroutine(told):
            keeping = asyncio.ensure_future(told)
            self._running.add(keeping)
            keeping.add_done_callback(self._running.discard)

    def _say(self, phrase: str, turn: Turn, before: int = 0) -> Reply:
        said = utterance(self._assistant.phrase(phrase, before))
        return Reply((said,), conversation=turn.conversation)


def _seconds(turn: Turn, traits: Traits) -> float:
    """Return how long this turn may take: the channel's deadline, or the caller's if sooner."""
    whole = traits.deadline
    if turn.deadline_ms is not None:
        whole = min(whole, turn.deadline_ms / 1000)
    return max(whole - traits.margin, 0.1)
