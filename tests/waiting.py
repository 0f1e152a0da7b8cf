"""Waiting for something to be so, with a deadline."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

DEADLINE = 20.0  # seconds

Found = TypeVar("Found")


def until(
    look: Callable[[], Found], seconds: float = DEADLINE, pause: float = 0.05, what: str = "it"
) -> Found:
    """Return what ``look`` finds, asked every ``pause`` seconds; fail when it is nothing in time."""
    end = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < end, f"{what} did not come about in time"
        time.sleep(pause)
    return found


async def until_async(look: Callable[[], Found], seconds: float = DEADLINE) -> Found:
    """Return what ``look`` finds, as ``until`` does, and let others run meanwhile."""
    async with asyncio.timeout(seconds):
        while not (found := look()):
            await asyncio.sleep(0.01)
    return found
