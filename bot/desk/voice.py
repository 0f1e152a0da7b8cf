"""The voice of the desk: words that reach a subscriber without his asking, wherever he is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from bot.conversation.memory import LATE_SECONDS, TRANSCRIPT_SECONDS, late_key, transcript_key
from bot.conversation.reply import Reply, Utterance
from bot.conversation.transcript import entry_said
from bot.desk.case import Case

LIVE = "mia:live:"


def shown(
    conversation: str, said: Utterance, at: float, *, has_transcript: bool
) -> tuple[Sequence[str], Sequence[str]]:
    """Return how words are shown in a conversation, as the scripts of the store take it.

    A page that shows its transcript finds them there; elsewhere they are kept until the subscriber
    is there to get them. ``at`` is in seconds since 1970.
    """
    frame = json.dumps({"kind": "said", "said": asdict(said)}, ensure_ascii=False)
    reply = Reply((said,), conversation=conversation)
    late = {"at": at, "reply": reply.to_json()}
    values = (
        frame,
        LIVE + conversation,
        json.dumps(entry_said(said, at)) if has_transcript else "",
        "" if has_transcript else json.dumps(late),
        str(TRANSCRIPT_SECONDS if has_transcript else LATE_SECONDS),
    )
    return values, (transcript_key(conversation), late_key(conversation))


def shown_in(case: Case, said: Utterance, at: float) -> tuple[Sequence[str], Sequence[str]]:
    """Return how words are shown in a case's conversation."""
    has_transcript = bool(case.packet.get("shows_transcript"))
    return shown(case.conversation, said, at, has_transcript=has_transcript)
