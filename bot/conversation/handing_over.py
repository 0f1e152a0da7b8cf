"""Handing over within a conversation: to whom its words go, and what Mia says about it."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.assistant.assistant import Assistant
from bot.channels.traits import channels
from bot.conversation.memory import Memory
from bot.conversation.reply import Reply, Utterance, utterance
from bot.conversation.turn import Turn
from bot.desk.case import Line, Side
from bot.desk.packing import Packing
from bot.desk.port import Desk, DeskFailed, Place
from bot.desk.reasons import ASKED, Reason, Signs, reason_by_rule, reasons
from bot.masking import hide_asked, hide_secrets
from knowledge.mood import mood_of

logger = logging.getLogger(__name__)

LEAVE_QUEUE = "/leave_queue"
CALL_BACK_FILED = "utter_callback_filed"
HELD = "held"
_UNHEARD = "unheard"
_CALL_SECONDS = 3600  # longer than a call lasts

_CARE = {"hard_moment", "anger"}
_OFFERED_IN_WORDS = {"emergency", "fraud", "misunderstood"}
_CONDOLENCES = "utter_condolences"
_LOST = {"utter_not_understood", "utter_out_of_scope", "utter_clarify"}


class HandingOver:
    """Conducts hand-overs to the desk."""

    def __init__(
        self,
        desk: Desk,
        packing: Packing,
        assistant: Assistant,
        memory: Memory,
        agents_are_there: Callable[[], bool],
    ) -> None:
        self.desk = desk
        self._packing = packing
        self._assistant = assistant
        self._memory = memory
        self._agents_are_there = agents_are_there

    async def placed(self, turn: Turn) -> Turn:
        """Return the turn with its conversation's state at the desk.

        A person who talks on one line stays in one conversation, though his session ends meanwhile.
        To a person's question for a code no code is kept.
        """
        state = await self.desk.standing(turn.conversation)
        if state is None and turn.was_in not in ("", turn.conversation):
            state = await self.desk.standing(turn.was_in)
            turn = replace(turn, stays=state is not None)
        if state != HELD:
            return replace(turn, at_desk=state)
        question = await self.desk.question(turn.conversation)
        return replace(turn, at_desk=state, text=hide_asked(turn.text, question))

    async def take(self, turn: Turn) -> Reply | None:
        """Give a turn to the person who has the conversation; ``None``: it is Mia's.

        A conversation that waits may be taken out of the queue by its button.
        """
        state: str | None = turn.at_desk
        if state == HELD:
            state = await self._heard(turn)
        if state == HELD:
            return Reply((), conversation=turn.conversation)
        if state == _UNHEARD:
            return self._said(turn, "utter_desk_down")
        if turn.payload == LEAVE_QUEUE:
            left = await self._leave(turn, "left")
            return self._said(turn, "utter_left_queue" if left else "utter_nothing_to_cancel")
        return None

    async def hung_up(self, turn: Turn) -> None:
        """Take a caller who is gone out of the queue."""
        await self._leave(turn, "hung_up")

    async def _leave(self, turn: Turn, result: str) -> bool:
        """Take a conversation out of the queue; tells whether it waited there."""
        try:
            return await self.desk.leave(turn.conversation, result)
        except DeskFailed:  # it is out of Mia's own queue; only that desk was not told
            logger.error("the desk does not answer")
            return True

    async def _heard(self, turn: Turn) -> str | None:
        """Pass words on to the person; who could not be heard now is told so."""
        try:
            return await self.desk.hear(turn.conversation, _line("subscriber", turn))
        except DeskFailed:
            logger.error("the desk does not answer")
            return _UNHEARD

    async def follow(self, turn: Turn, reply: Reply) -> None:
        """Let the desk follow a conversation whose speaker has shown who he is."""
        if turn.at_desk is not None and reply.token and reply.subject:
            await self.desk.move(
                turn.conversation, reply.conversation, reply.subject, reply.sureness
            )

    async def after(self, turn: Turn, reply: Reply, signs: Signs) -> Reply:
        """Hand over where that was asked for or a rule says so; else let the desk overhear.

        Who has a call-back on its way waits no longer; who only thought of one keeps his place.
        """
        asked = _asks_for_person(reply)
        reason = None if asked else reason_by_rule(signs)
        if turn.why is not None:
            reason = reasons()[turn.why]
        if not asked and reason is None:
            await self._overhear(turn, reply)
            if turn.at_desk is not None and CALL_BACK_FILED in signs.said:
                await self._leave(turn, "callback")
                return reply
            return _put_through(turn, reply)
        if reason is not None and reason.id in _CARE and _LOST.intersection(signs.said):
            reply = replace(reply, utterances=())  # «I did not understand» would hurt here
        return await self.begin(turn, reply, reason, condoled=_CONDOLENCES in signs.said)

    async def begin(
        self, turn: Turn, reply: Reply, reason: Reason | None, *, condoled: bool = False
    ) -> Reply:
        """Hand a conversation over, and say what will happen; without a reason it was asked for.

        ``condoled``: the reply gives condolences already.
        A caller is put through though the desk does not answer: the telephone's queue is another.
        """
        traits = channels()[turn.channel]
        if not (traits.can_receive_later or traits.transfers):
            return await self._nobody_writes(turn, reply, reason, condoled)
        if traits.transfers and not self._agents_are_there():
            return await self._nobody_there(turn, reply, reason, condoled)
        try:
            packet = await self._packing.pack(turn, reason)
            place = await self.desk.hand_over(packet)
        except DeskFailed:
            logger.error("the desk does not answer")
            if traits.transfers:
                return replace(reply, directive={"transfer": ""})
            return _with(reply, self._phrase("utter_desk_down"))
        transfer = {"transfer": packet.queue}
        if not place.is_new and reason is not None:
            return _put_through(turn, reply)  # it waits already; a rule does not say so each time
        told = self._promise(place, reason.id if reason else ASKED, condoled)
        return replace(_with(reply, told), directive=transfer)

    async def _nobody_there(
        self, turn: Turn, reply: Reply, reason: Reason | None, condoled: bool
    ) -> Reply:
        """Put a caller through to no empty room: a call-back is offered, and the call goes on.

        Where a person was asked for, the flow asks when to call back; a rule offers it once a call.
        """
        kept, asked = replace(reply, directive=None), _asks_for_person(reply)
        offered = await self._memory.count(f"nobody:{turn.conversation}", _CALL_SECONDS)
        if offered > 1 and not asked:
            return kept
        why = reason.id if reason else ASKED
        facts = {"reason": why, "asked": asked, "condoled": condoled}
        return _with(kept, self._phrase("utter_nobody_to_connect", **facts))

    async def _nobody_writes(
        self, turn: Turn, reply: Reply, reason: Reason | None, condoled: bool
    ) -> Reply:
        """Offer a call-back where no person can write: whenever one is asked for, by a rule once a talk.

        What was said already may offer it in its own words. While a question is open it is only shown
        that the person was heard: what he came for is what helps him.
        """
        why = reason.id if reason else ASKED
        told = (
            "utter_heard_out" if why in _CARE and _is_asking(reply) else "utter_call_back_instead"
        )
        if why in _OFFERED_IN_WORDS or (condoled and told == "utter_heard_out"):
            return reply
        if (
            why != ASKED
            and await self._memory.count(f"{told}:{turn.conversation}", _CALL_SECONDS) > 1
        ):
            return reply
        facts = {"reason": why, "condoled": condoled}
        return _with(reply, self._phrase(told, **facts))

    async def _overhear(self, turn: Turn, reply: Reply) -> None:
        """Let the one who will take a waiting conversation see how it goes on with Mia."""
        if turn.at_desk is None:
            return
        lines = [_line("subscriber", turn)]
        for said in reply.utterances:
            lines.append(Line(uuid.uuid4().hex, time.time(), "mia", hide_secrets(said.text)))
        try:
            for line in lines:
                await self.desk.hear(turn.conversation, line)
        except DeskFailed:  # Mia answers all the same
            logger.error("the desk does not answer")

    def _promise(self, place: Place, reason: str, condoled: bool) -> Utterance:
        minutes = None if place.seconds is None else max(1, round(place.seconds / 60))
        name = "utter_handed_over" if place.is_open else "utter_handed_over_closed"
        facts: dict[str, Any] = {"ahead": place.ahead, "minutes": minutes, "reason": reason}
        facts["condoled"] = condoled
        return self._phrase(
            name if place.is_new else "utter_still_in_queue", **facts, opens=place.opens
        )

    def _said(self, turn: Turn, phrase: str) -> Reply:
        return Reply((self._phrase(phrase),), conversation=turn.conversation)

    def _phrase(self, name: str, **facts: Any) -> Utterance:
        return utterance(self._assistant.phrase(name, **facts))


def _asks_for_person(reply: Reply) -> bool:
    return reply.directive is not None and "transfer" in reply.directive


def signs_of(turn: Turn, topic: str, phrases: tuple[str, ...]) -> Signs:
    """Return what a turn shows to the rules."""
    mood = "calm" if turn.payload else mood_of(turn.text)
    return Signs(topic, phrases, mood, turn.channel)


def _put_through(turn: Turn, reply: Reply) -> Reply:
    """Let a caller who waits for a person be connected once he has been answered, and is asked nothing."""
    waits = channels()[turn.channel].transfers and turn.at_desk == "waiting"
    if not waits or reply.expect != "open" or reply.directive is not None:
        return reply
    return replace(reply, directive={"transfer": ""})


def _with(reply: Reply, told: Utterance) -> Reply:
    """Put the words before a question that is open, so that it and its buttons stay the last."""
    if not _is_asking(reply) or not reply.utterances:
        return replace(reply, utterances=(*reply.utterances, told))
    at = min(1, len(reply.utterances) - 1)
    before, after = reply.utterances[:at], reply.utterances[at:]
    return replace(reply, utterances=(*before, replace(told, buttons=()), *after))


def _is_asking(reply: Reply) -> bool:
    return reply.asks or reply.expect != "open"


def _line(side: Side, turn: Turn) -> Line:
    id_ = turn.message_id or uuid.uuid4().hex
    return Line(f"{side}-{id_}", time.time(), side, hide_secrets(turn.text))
