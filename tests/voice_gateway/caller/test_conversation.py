"""A caller's conversation, as the journal tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from voice_gateway.caller.conversation import converse

NOTICE, GREETING = "Разговор может записываться.", "Здравствуйте! Это Миа."
QUIET = {"kind": "quiet"}


class ToldFollower:
    """Follows a journal that the test gives."""

    def __init__(self, *entries: Mapping[str, Any]) -> None:
        self._entries = entries

    async def until(self, *kinds: str, seconds: float = 0.0) -> list[Mapping[str, Any]]:
        return list(self._entries)


@pytest.mark.parametrize(
    "entries",
    [
        [{"kind": "reply", "text": f"{NOTICE} {GREETING}"}],
        [{"kind": "filler", "text": NOTICE}, {"kind": "reply", "text": GREETING}],
    ],
)
async def test_the_greeting_is_all_that_was_said_first(entries: list[Mapping[str, Any]]) -> None:
    follower = ToldFollower(*entries, QUIET)
    conversation = await converse(None, follower, [])  # type: ignore[arg-type]
    assert conversation.greeting == f"{NOTICE} {GREETING}"
