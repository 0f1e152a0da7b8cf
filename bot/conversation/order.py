"""The order of turns: those of one place run one after another, in every process over one Redis."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from redis.asyncio import Redis

HELD_SECONDS = 60  # a holder that died lets go after this
_POLL_SECONDS = 0.01

# Deletes the lock if it is still the holder's own (https://redis.io/docs/manual/patterns/distributed-locks/).
_RELEASE = (
    "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"
)


class TurnOrder:
    """Hands out places. Within a process waiting is fair; between processes it polls Redis."""

    def __init__(self, redis: Redis[str], prefix: str = "mia:turn") -> None:
        self._redis = redis
        self._prefix = prefix
        self._release: Any = redis.register_script(_RELEASE)
        self._locks: dict[str, asyncio.Lock] = {}
        self._waiting: dict[str, int] = {}

    @asynccontextmanager
    async def hold(self, place: str) -> AsyncIterator[None]:
        """Hold a place while a turn runs."""
        lock = self._locks.setdefault(place, asyncio.Lock())
        self._waiting[place] = self._waiting.get(place, 0) + 1
        try:
            async with lock, self._across_processes(place):
                yield
        finally:
            self._waiting[place] -= 1
            if not self._waiting[place]:
                del self._waiting[place], self._locks[place]

    @asynccontextmanager
    async def _across_processes(self, place: str) -> AsyncIterator[None]:
        key, holder = f"{self._prefix}:{place}", secrets.token_hex(8)
        while not await self._redis.set(key, holder, nx=True, ex=HELD_SECONDS):
            await asyncio.sleep(_POLL_SECONDS)
        try:
            yield
        finally:
            await self._release(keys=[key], args=[holder])
