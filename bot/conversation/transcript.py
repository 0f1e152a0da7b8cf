"""The transcript: what a page shows again when it is opened anew, with cards and buttons.

A tracker keeps words alone, and knows nothing of the questions of signing in. An entry is one turn.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversation.reply import Reply, Utterance
from bot.conversation.turn import Turn
from bot.identity.identification import pin_in
from bot.masking import hide_secrets

TURNS_KEPT = 40
MASK = "••••"

_DIGITS = re.compile(r"\d{3}")

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Past:
    """What was said in a conversation, the oldest turn first, and whether a PIN is awaited there."""

    entries: Sequence[Entry]
    awaits_pin: bool


def entry(turn: Turn, reply: Reply, at: float, *, awaits_pin: bool) -> Entry:
    """Return a turn as it is to be shown again. ``at`` is in seconds since 1970.

    What answers the question for a PIN is masked.
    """
    hidden = awaits_pin and turn.payload is None and _may_be_pin(turn.text)
    return {
        "at": at,
        "user": MASK if hidden else hide_secrets(turn.text),
        "expect": reply.expect,
        "messages": [_message(said) for said in reply.utterances],
    }


def entry_said(said: Utterance, at: float) -> Entry:
    """Return what was said without being asked as an entry. ``at`` is in seconds since 1970."""
    return {"at": at, "user": "", "expect": "open", "messages": [_message(said)]}


def shown(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return the entries' lines in order, each with its side; buttons only of the last turn."""
    lines: list[dict[str, Any]] = []
    for number, turn in enumerate(entries, 1):
        if turn["user"]:
            lines.append({"from": "user", "text": turn["user"], "at": turn["at"]})
        for message in turn["messages"]:
            buttons = message["buttons"] if number == len(entries) else []
            lines.append({"from": "mia", **message, "buttons": buttons, "at": turn["at"]})
    return lines


def _message(said: Utterance) -> dict[str, Any]:
    return {
        "text": said.text,
        "links": [dict(link) for link in said.links],
        "card": dict(said.card) if said.card else None,
        "buttons": [dict(button) for button in said.buttons],
        "author": said.author,
        "id": said.id,
    }


def _may_be_pin(text: str) -> bool:
    """Tell whether a PIN may be in a text: also one mistyped, or in words."""
    return bool(_DIGITS.search(re.sub(r"[\s-]", "", text))) or pin_in(text) is not None
