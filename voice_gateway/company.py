"""Company: fillers while the bot takes its time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from voice_gateway.bot import Reply
from voice_gateway.phrases import phrases
from voice_gateway.turns.rules import rules

Fillers = Iterable[tuple[float, str]]
"""After how many seconds each is said, and its words."""


def fillers() -> Fillers:
    """Return what keeps a caller company who waits for an answer."""
    return zip(rules().fillers, phrases().fillers, strict=True)


def before_greeting(*, announces_recording: bool) -> Fillers:
    """Return the same before the greeting; what the law has said first is said in place of the first."""
    said = list(zip(rules().greeting_fillers, phrases().greeting_fillers, strict=True))
    if announces_recording:
        said[0] = (rules().notice, phrases().notice)
    return said


async def accompany(
    asked: Awaitable[Reply],
    fillers: Fillers,
    say: Callable[[str], None],
    left: Callable[[float], float],
) -> tuple[Reply, int]:
    """Wait for the bot, saying fillers meanwhile; returns its reply and how many were begun.

    Args:
        asked: what the bot was asked.
        fillers: after how many seconds each is said, and its words.
        say: begins to say one.
        left: the seconds left until so many have gone by.

    Raises:
        BotAway: the bot gave no answer.
    """
    answer, begun = asyncio.ensure_future(asked), 0
    try:
        for after, text in fillers:
            done, _ = await asyncio.wait({answer}, timeout=max(left(after), 0))
            if done:
                break
            say(text)
            begun += 1
        return await answer, begun
    finally:
        answer.cancel()
