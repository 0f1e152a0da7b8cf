"""Company: fillers while the bot takes its time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from voice_gateway.bot import Reply


async def accompany(
    asked: Awaitable[Reply],
    fillers: Iterable[tuple[float, str]],
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
