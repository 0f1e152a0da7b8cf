"""Between the Conversation and the assistant: a turn as it is heard, what was said as a reply."""

from __future__ import annotations

import time
from typing import Any

from bot.assistant.assistant import Heard, Said
from bot.channels.traits import channels
from bot.conversation.reply import Reply, utterance
from bot.conversation.turn import Turn

LATE_SECONDS = 10.0  # for so long after its deadline a turn may still come to a result that is said


def heard(turn: Turn, deadline: float) -> Heard:
    """Return what the assistant hears of a turn, whose ``deadline`` is in seconds since 1970."""
    mia: dict[str, Any] = {
        "channel": turn.channel,
        "subject": turn.identity.subject,
        "sureness": turn.identity.sureness.label,
        "deadline": deadline + LATE_SECONDS,
    }
    if (patience := channels()[turn.channel].patience) is not None:
        mia["patience"] = patience
    if turn.alternatives:
        mia["alternatives"] = list(turn.alternatives)
    if turn.why is not None:
        mia["why"] = turn.why
    if turn.about:
        mia["about"] = turn.about
    if turn.heard:
        mia["heard"] = dict(turn.heard)
    message_id = turn.message_id or f"{time.time_ns():x}"
    return Heard(turn.text, turn.payload, turn.channel, message_id, {"mia": mia})


def reply_of(said: Said, turn: Turn, asked: Any) -> Reply:
    """Return the reply that the assistant's words make; ``asked`` is what the channel is to do."""
    return Reply(
        utterances=tuple(utterance(message) for message in said.messages),
        expect=said.expect,
        choices=tuple(said.choices),
        directive=asked,
        conversation=turn.conversation,
        missed=said.missed,
        asks=said.asks,
    )
