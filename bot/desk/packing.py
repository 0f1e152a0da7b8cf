"""Packing: a packet made of the tracker and the account."""

from __future__ import annotations

import uuid
from typing import Any

from actions.operator.call import Caller
from actions.operator.systems import OperatorSystems
from bot.assistant.assistant import Assistant
from bot.channels.traits import channels
from bot.conversation.turn import Turn
from bot.desk.account import account_card
from bot.desk.history import history_of
from bot.desk.packet import Packet
from bot.desk.reasons import Reason, queue_for, reason_asked
from bot.desk.summary import summarise
from bot.masking import hide_secrets


class Packing:
    """Makes packets."""

    def __init__(self, assistant: Assistant, systems: OperatorSystems) -> None:
        self._assistant = assistant
        self._systems = systems

    async def pack(self, turn: Turn, reason: Reason | None) -> Packet:
        """Return what a person needs to go on; without a reason one was asked for."""
        history = history_of(await self._assistant.tracker(turn.conversation))
        why = reason or reason_asked(history.topics)
        identity = turn.identity
        caller = Caller(identity.subject, identity.sureness.label, turn.channel)
        return Packet(
            id=uuid.uuid4().hex,
            conversation=turn.conversation,
            place=turn.place,
            channel=turn.channel,
            sender=turn.sender,
            subject=identity.subject,
            sureness=identity.sureness.label,
            reason=why.id,
            queue=queue_for(why, history.topics),
            head_start=why.head_start,
            summary=summarise(history, why.title),
            mood=history.mood,
            slots=_masked(history.slots),
            transcript=history.spoken,
            topics=history.topics,
            card=await account_card(self._systems, caller),
            shows_transcript=channels()[turn.channel].shows_transcript,
        )


def _masked(values: Any) -> Any:
    """Return values with the secrets in their texts hidden."""
    return {name: hide_secrets(v) if isinstance(v, str) else v for name, v in values.items()}
