"""The Conversation: from a turn to a reply, keeping four promises.

One turn at a time; a message id is answered once, however often it is delivered; a turn never
outlives its deadline in silence; a conversation that a person has taken is not answered by Mia (the
desk sets that mark).
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.assistant.assistant import Assistant, Heard, Said
from bot.channels.traits import Traits, channels
from bot.conversation.memory import Memory
from bot.conversation.order import TurnOrder
from bot.conversation.reply import Reply, directive, utterance
from bot.conversation.signing_in import SigningIn
from bot.conversation.turn import Turn

logger = logging.getLogger(__name__)

LONGEST_TEXT = 4000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WORD = re.compile(r"\w")

Observe = Callable[[str, float, str], None]


@dataclass(frozen=True, slots=True)
class Parts:
    """What a Conversation is made of. ``observe`` is told (channel, seconds, outcome) of each turn."""

    assistant: Assistant
    memory: Memory
    order: TurnOrder
    signing_in: SigningIn
    observe: Observe


class Conversation:
    """Answers turns. ``later`` is called with replies that came after their deadline."""

    def __init__(self, parts: Parts) -> None:
        self._assistant = parts.assistant
        self._memory = parts.memory
        self._order = parts.order
        self._signing_in = parts.signing_in
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
        task = asyncio.create_task(self._in_order(turn, time.time() + _seconds(turn, traits)))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        done, _ = await asyncio.wait({task}, timeout=_seconds(turn, traits))
        if done:
            reply = task.result()
            self._observe(turn.channel, time.monotonic() - start, "answered")
            return reply
        self._observe(turn.channel, time.monotonic() - start, "late")
        task.add_done_callback(lambda t: self._came_late(turn, t, later))
        return self._say("utter_late", turn)

    async def close(self) -> None:
        """Wait for the turns under way."""
        if self._running:
            await asyncio.wait(self._running, timeout=10)

    async def history(self, turn: Turn) -> list[dict[str, Any]]:
        """Return what was said lately in the turn's conversation."""
        return await self._assistant.history(turn.conversation)

    async def keep_late(self, turn: Turn, reply: Reply) -> None:
        """Keep a late reply for the next turn: its listener is gone."""
        await self._memory.keep_late(turn.place, reply)

    async def _in_order(self, turn: Turn, deadline: float) -> Reply:
        async with self._order.hold(turn.place):
            answered = await self._memory.answered(turn)
            late = await self._memory.take_late(turn.place)
            if answered is not None:  # what was late is a part of the reply to this very message
                return answered
            reply = (await self._answer(turn, deadline)).after(late)
            reply = replace(reply, conversation=reply.conversation or turn.conversation)
            await self._memory.keep(turn, reply)
            return reply

    async def _answer(self, turn: Turn, deadline: float) -> Reply:
        turn = await self._honest(turn)
        refused = _unanswerable(turn)
        if refused:
            return self._say(refused, turn)

        async def go_on(wanted: Turn) -> Reply:
            return await self._assist(wanted, deadline)

        signing_in = await self._signing_in.take(turn, go_on)
        return signing_in or await self._assist(turn, deadline)

    async def _assist(self, turn: Turn, deadline: float) -> Reply:
        said = await self._assistant.answer(turn.conversation, _heard(turn, deadline))
        if not said.messages:
            logger.error("a turn was answered with nothing")
            return self._say("utter_failure", turn)
        asked = directive(said.messages)
        if asked and "identify" in asked:
            return await self._signing_in.start(turn, asked["identify"])
        if asked and "transfer" in asked:
            await self._hand_over(turn, asked["transfer"])
        return _reply(said, turn, asked)

    async def _honest(self, turn: Turn) -> Turn:
        """Return the turn with a payload only if Mia issued it here, and no text that Rasa obeys."""
        text = _CONTROL.sub(" ", turn.text)
        payload = turn.payload if turn.payload else text if text.startswith("/") else None
        if payload and await self._memory.issued(turn.conversation, payload):
            shown = turn.text if turn.payload else ""
            return replace(turn, payload=payload, text=shown)
        plain = text if turn.payload is None or text else str(turn.payload)
        return replace(turn, payload=None, text=plain.lstrip("/ "))

    async def _hand_over(self, turn: Turn, queue: str) -> None:
        """Put the conversation into the agents' queue."""
        packet = {
            "conversation": turn.conversation,
            "channel": turn.channel,
            "subject": turn.identity.subject,
            "sureness": turn.identity.sureness.label,
            "queue": queue,
            "message_id": turn.message_id,
            "at": time.time(),
        }
        await self._memory.push("desk:queue", [packet])

    def _came_late(
        self, turn: Turn, task: asyncio.Task[Reply], later: Callable[[Reply], Any] | None
    ) -> None:
        if task.cancelled() or task.exception() is not None:
            logger.error("a late turn failed", exc_info=task.exception())
            return
        told = later(task.result()) if later else self._memory.keep_late(turn.place, task.result())
        if asyncio.iscoroutine(told):
            keeping = asyncio.ensure_future(told)
            self._running.add(keeping)
            keeping.add_done_callback(self._running.discard)

    def _say(self, phrase: str, turn: Turn) -> Reply:
        said = utterance(self._assistant.phrase(phrase))
        return Reply((said,), conversation=turn.conversation)


def _seconds(turn: Turn, traits: Traits) -> float:
    """Return how long this turn may take: the channel's deadline, or the caller's if sooner."""
    whole = traits.deadline
    if turn.deadline_ms is not None:
        whole = min(whole, turn.deadline_ms / 1000)
    return max(whole - traits.margin, 0.1)


def _unanswerable(turn: Turn) -> str | None:
    """Return the phrase for a message that says nothing or too much, ``None`` for all others."""
    if turn.payload:
        return None
    if not turn.text.strip():
        return "utter_empty_message"
    if len(turn.text) > LONGEST_TEXT:
        return "utter_message_too_long"
    return None if _WORD.search(turn.text) else "utter_only_symbols"


def _heard(turn: Turn, deadline: float) -> Heard:
    mia = {
        "channel": turn.channel,
        "subject": turn.identity.subject,
        "sureness": turn.identity.sureness.label,
        "deadline": deadline,
    }
    message_id = turn.message_id or f"{time.time_ns():x}"
    return Heard(turn.text, turn.payload, turn.channel, message_id, {"mia": mia})


def _reply(said: Said, turn: Turn, asked: Any) -> Reply:
    return Reply(
        utterances=tuple(utterance(message) for message in said.messages),
        expect=said.expect,
        choices=tuple(said.choices),
        directive=asked,
        conversation=turn.conversation,
    )
