"""The order of turns: those of one place run one after another, in every process over one Redis.

The exchange with Redis that takes a place also fetches what the turn will read; the one that lets it go
also writes what the turn leaves, in one transaction.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.conversation.exchange import Exchange, Reads, Write, begin

LEASE_SECONDS = 6  # a holder that died lets go after this; one that lives renews it
_RENEW_SECONDS = 2
_POLL_SECONDS = 0.01
_NOTHING = Reads()

# Deletes the lock if it is still the holder's own (https://redis.io/docs/manual/patterns/distributed-locks/).
_IF_OWN = "if redis.call('get', KEYS[1]) == ARGV[1] then "
_RELEASE = _IF_OWN + "return redis.call('del', KEYS[1]) end return 0"
_RENEW = _IF_OWN + "redis.call('expire', KEYS[1], ARGV[2]) end return 0"


class TurnOrder:
    """Hands out places. Within a process waiting is fair; between processes it polls Redis."""

    def __init__(self, redis: Redis[str], prefix: str = "mia:turn") -> None:
        self._redis = redis
        self._prefix = prefix
        self._prolong: Any = redis.register_script(_RENEW)
        self._locks: dict[str, asyncio.Lock] = {}
        self._waiting: dict[str, int] = {}

    @asynccontextmanager
    async def hold(self, place: str, reads: Reads = _NOTHING) -> AsyncIterator[None]:
        """Hold a place while a turn runs; ``reads`` is what it will ask for.

        What it has left is written as it ends. A turn that fails leaves nothing.
        """
        lock = self._locks.setdefault(place, asyncio.Lock())
        self._waiting[place] = self._waiting.get(place, 0) + 1
        try:
            async with lock, self._across_processes(place, reads):
                yield
        finally:
            self._waiting[place] -= 1
            if not self._waiting[place]:
                del self._waiting[place], self._locks[place]

    @asynccontextmanager
    async def _across_processes(self, place: str, reads: Reads) -> AsyncIterator[None]:
        key, holder = f"{self._prefix}:{place}", secrets.token_hex(8)
        while (exchange := await self._take(key, holder, reads)) is None:
            await asyncio.sleep(_POLL_SECONDS)
        renewing = asyncio.create_task(self._renew(key, holder))
        left: list[Write] = []
        try:
            yield
            left = exchange.writes
        finally:
            exchange.close()
            renewing.cancel()
            await self._let_go(key, holder, left)

    async def _take(self, key: str, holder: str, reads: Reads) -> Exchange | None:
        """Take a place, and read for the turn; ``None`` where another holds it."""
        async with self._redis.pipeline(transaction=False) as pipe:
            pipe.set(key, holder, nx=True, ex=LEASE_SECONDS)
            if reads.values:
                pipe.mget(reads.values)
            for name in reads.lists:
                pipe.exists(name)
            taken, *found = await pipe.execute()
        if not taken:
            return None
        values = found.pop(0) if reads.values else ()
        return begin(reads, values, found)

    async def _let_go(self, key: str, holder: str, left: Sequence[Write]) -> None:
        async with self._redis.pipeline(transaction=True) as pipe:
            for commands in left:
                commands(pipe)
            pipe.eval(_RELEASE, 1, key, holder)
            await pipe.execute()

    async def _renew(self, key: str, holder: str) -> None:
        """Keep a lock for as long as its holder lives."""
        while True:
            await asyncio.sleep(_RENEW_SECONDS)
            try:
                await self._prolong(keys=[key], args=[holder, LEASE_SECONDS])
            except RedisError:
                continue  # the lease outlasts two renewals that fail
