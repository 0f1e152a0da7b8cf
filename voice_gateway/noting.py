"""What of a talk is written into its journal: turns and replies. Nothing that was entered in secret."""

from __future__ import annotations

from voice_gateway.bot import Reply
from voice_gateway.journal import Journal
from voice_gateway.turns.turn import Turn

HIDDEN = "•••"


def note_reply(journal: Journal, reply: Reply) -> None:
    """Write down what is answered."""
    journal.write(
        "reply",
        text=" ".join(one.speech for one in reply.utterances),
        expect=reply.expect,
        secret=reply.secret,
        directive=dict(reply.directive or {}),
    )


def note_heard(journal: Journal, turn: Turn, *, secret: bool) -> None:
    """Write down what the caller said; ``secret``: he was asked for a PIN."""
    if secret:
        journal.write("heard", text=HIDDEN, alternatives=[])
        return
    reading = turn.reading
    journal.write(
        "heard",
        text=turn.text,
        alternatives=list(turn.alternatives),
        topic=reading.topic if reading else None,
        confidence=round(reading.confidence, 3) if reading else None,
    )
