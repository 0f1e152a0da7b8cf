"""Marks in a conversation: the question where it fits, and what is answered to it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from prometheus_client import CollectorRegistry, Counter
from sqlalchemy.exc import SQLAlchemyError

from bot.assistant.assistant import Assistant
from bot.channels.traits import connects
from bot.conversation.memory import Memory
from bot.conversation.reply import Reply, Utterance, utterance
from bot.conversation.turn import Turn
from bot.marks.low import LowMark
from bot.marks.rules import Course, closes
from bot.marks.scale import mark_in, scale_of, settings
from bot.marks.store import MarkStore
from bot.masking import mask
from knowledge.mood import mood_of

logger = logging.getLogger(__name__)

Reason = Literal["task", "desk"]
# Talk after which no words about a low mark come any more.
_LEAVING = ("deny", "cancel", "goodbye", "thank")
_SURE = 0.8
# A caller who does not answer the question is not asked again: the call is over.
UNLESS_ANSWERED = {"hang_up": "unless_answered"}


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation that somebody is asked in."""

    conversation: str
    channel: str
    msisdn: str | None


class Marks:
    """Asks for marks and listens for them. ``complain`` is given each low mark with words."""

    def __init__(
        self,
        store: MarkStore,
        memory: Memory,
        assistant: Assistant,
        complain: Callable[[LowMark], Awaitable[None]],
        registry: CollectorRegistry | None = None,
    ) -> None:
        self._store = store
        self._memory = memory
        self._assistant = assistant
        self._complain = complain
        self._asked = Counter(
            "mia_marks_asked_total", "Marks asked for", ("kind", "reason"), registry=registry
        )
        self._given = Counter(
            "mia_marks_total", "Marks given", ("kind", "value", "channel"), registry=registry
        )

    def noted(self, turn: Turn) -> tuple[str, ...]:
        """Return under which names things of the turn's conversation are remembered."""
        return _key(turn.conversation), _course_key(turn.conversation)

    async def ask(self, place: Place, reason: Reason) -> Utterance | None:
        """Return the question for a mark, ``None`` where none is to be asked here now.

        The answer is then taken by ``take``. What the store cannot keep is not asked.
        """
        course = await self._course(place.conversation)
        if not course.may_be_asked or place.channel in settings()["not_on"]:
            return None
        await self._note_course(place.conversation, replace(course, asked=True))
        try:
            asked = await self._store.ask(place.msisdn, place.channel, reason)
        except (SQLAlchemyError, OSError) as error:
            logger.warning("no mark is asked for: %s", type(error).__name__)
            return None
        if asked is None:
            return None
        self._asked.labels(asked.kind, reason).inc()
        await self._note(place.conversation, {"step": "mark", **asdict(asked)})
        return utterance(self._assistant.phrase(f"utter_ask_{asked.kind}"))

    async def after(self, turn: Turn, phrases: Sequence[str], reply: Reply) -> Reply:
        """Take in a turn that Mia answered, and ask for a mark where it ends a resolved task."""
        course = await self._follow(turn, phrases)
        if course is None or not course.resolved or reply.expect != "open":
            return reply
        place = Place(turn.conversation, turn.channel, turn.identity.subject)
        question = await self.ask(place, "task")
        if question is None:
            return reply
        open_ = await self._memory.noted(_key(turn.conversation))
        ends = (reply.directive or {}).get("hang_up")
        if ends:  # after the answer, then
            await self._note(turn.conversation, {**open_, "hang_up": ends})
        kept = reply.directive if not ends else None
        said = (*reply.utterances, question)
        most = scale_of(open_["kind"]).high
        asked = replace(reply, utterances=said, directive=kept, expect="digits", most=most)
        if not connects(turn.channel):
            return asked
        if ends:  # by telephone the farewell comes last
            asked = replace(asked, utterances=(question,))
        return replace(asked, directive=UNLESS_ANSWERED)

    async def take(self, turn: Turn) -> Reply | None:
        """Take a turn as the answer to an open question; ``None``: it is about other things."""
        open_ = await self._memory.noted(_key(turn.conversation))
        if open_ is None:
            return None
        if turn.payload is not None:
            await self._memory.forget(_key(turn.conversation))
            return None
        taken = await (self._mark if open_["step"] == "mark" else self._words)(turn, open_)
        if taken is None:
            await self._memory.forget(_key(turn.conversation))
        return taken

    async def _mark(self, turn: Turn, open_: dict[str, Any]) -> Reply | None:
        scale = scale_of(open_["kind"])
        value = mark_in(turn.text, scale)
        if value is None:
            return None
        if not await self._kept(self._store.answer(open_["row"], value)):
            return self._say(turn, "utter_failure")  # the question stays open for another try
        self._given.labels(scale.kind, str(value), turn.channel).inc()
        if value > scale.poor:
            return await self._end(turn, open_, "utter_thank_for_mark")
        await self._note(turn.conversation, {**open_, "step": "words", "value": value})
        asked = self._say(turn, "utter_ask_mark_words")
        return replace(asked, directive=UNLESS_ANSWERED) if connects(turn.channel) else asked

    async def _words(self, turn: Turn, open_: dict[str, Any]) -> Reply | None:
        understood = await self._assistant.understand(turn.text)
        topic, sure = understood["topic"], understood["confidence"] >= _SURE
        if sure and topic in _LEAVING:
            return await self._end(turn, open_, "utter_mark_without_words")
        if sure and topic in ("call_agent", "report_emergency", "report_fraud"):
            return None
        words = mask(turn.text)
        low = LowMark(
            row=open_["row"],
            kind=open_["kind"],
            value=open_["value"],
            words=words,
            msisdn=turn.identity.subject,
            channel=turn.channel,
        )
        kept = await self._kept(self._store.add_words(low.row, words))
        if not kept or not await self._kept(self._complain(low)):
            return self._say(turn, "utter_failure")  # the question stays open for another try
        return await self._end(turn, open_, "utter_thank_for_words")

    async def _kept(self, work: Awaitable[None]) -> bool:
        """Wait until something is kept; false where the database does not answer."""
        try:
            await work
        except (SQLAlchemyError, OSError) as error:
            logger.warning("the records do not answer: %s", type(error).__name__)
            return False
        return True

    async def _end(self, turn: Turn, open_: dict[str, Any], phrase: str) -> Reply:
        await self._memory.forget(_key(turn.conversation))
        reply = self._say(turn, phrase)
        ends = open_.get("hang_up")
        if ends and connects(turn.channel):
            reply = replace(reply, utterances=(*reply.utterances, self._farewell()))
        return replace(reply, directive={"hang_up": ends}) if ends else reply

    async def _follow(self, turn: Turn, phrases: Sequence[str]) -> Course | None:
        """Note what a turn has changed; returns the course where the turn ends the conversation."""
        mood = mood_of(turn.text)
        if Course().after(phrases, mood) != Course():
            before = await self._course(turn.conversation)
            after = before.after(phrases, mood)
            if after != before:
                await self._note_course(turn.conversation, after)
        return await self._course(turn.conversation) if closes(phrases) else None

    async def _course(self, conversation: str) -> Course:
        return Course(**(await self._memory.noted(_course_key(conversation)) or {}))

    async def _note_course(self, conversation: str, course: Course) -> None:
        seconds = settings()["conversation_hours"] * 3600
        await self._memory.note(_course_key(conversation), asdict(course), seconds)

    async def _note(self, conversation: str, open_: dict[str, Any]) -> None:
        await self._memory.note(_key(conversation), open_, settings()["answer_minutes"] * 60)

    def _farewell(self) -> Utterance:
        return utterance(self._assistant.phrase("utter_goodbye"))

    def _say(self, turn: Turn, phrase: str) -> Reply:
        said = utterance(self._assistant.phrase(phrase))
        return Reply((said,), conversation=turn.conversation)


def _key(conversation: str) -> str:
    return f"mark:{conversation}"


def _course_key(conversation: str) -> str:
    return f"course:{conversation}"
