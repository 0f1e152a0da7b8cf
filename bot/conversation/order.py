"""The order of turns: those of one place run one after another, in every process over one Redis.

The exchange with Redis that takes a place also fetches what the turn will read; the one that lets it go
also writes what the turn leaves, all or nothing: nothing where the turn was paused beyond its lease, and
another has taken the place (``lease.py``).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from redis.asyncio import Redis
from redis.exceptions import LockNotOwnedError, RedisError

from bot.conversation.exchange import Exchange, Reads, begin
from bot.conversation.lease import Lease

_FIRST_RENEW_SECONDS, _RENEW_SECONDS = 0.5, 2
_POLL_SECONDS = 0.01
_NOTHING = Reads()


class TurnOrder:
    """Hands out places. Within a process waiting is fair; between processes it polls Redis."""

    def __init__(self, redis: Redis[str], prefix: str = "mia:turn") -> None:
        self._redis = redis
        self._prefix = prefix
        self._locks: dict[str, asyncio.Lock] = {}
        self._waiting: dict[str, int] = {}

    @asynccontextmanager
    async def hold(self, place: str, reads: Reads = _NOTHING) -> AsyncIterator[None]:
        """Hold a place while a turn runs; ``reads`` is what it will ask for.

        What it has left is written as it ends. A turn that fails leaves nothing.

        Raises:
            LockNotOwnedError: the turn was paused for so long that another took the place over. Nothing
                of it was written.
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
        lease = Lease(self._redis, self._prefix, place)
        while (exchange := await self._take(lease, reads)) is None:
            await asyncio.sleep(_POLL_SECONDS)
        renewing = asyncio.create_task(_renew(lease))
        try:
            yield
        except BaseException:
            exchange.close()
            with suppress(LockNotOwnedError):
                await lease.store((), ends=True)
            raise
        finally:
            renewing.cancel()
        exchange.close()
        await lease.store(exchange.writes, ends=True)

    async def _take(self, lease: Lease, reads: Reads) -> Exchange | None:
        """Take a place, and read for the turn; ``None`` where another holds it."""
        async with self._redis.pipeline(transaction=False) as pipe:
            lease.take(pipe)
            if reads.values:
                pipe.mget(reads.values)
            for name in reads.lists:
                pipe.exists(name)
            taken, *found = await pipe.execute()
        if not taken:
            return None
        values = found.pop(0) if reads.values else ()
        return begin(lease, reads, values, found)


async def _renew(lease: Lease) -> None:
    """Keep a place for as long as its holder lives."""
    pause = _FIRST_RENEW_SECONDS
    while True:
        await asyncio.sleep(pause)
        try:
            await lease.renew()
            pause = _RENEW_SECONDS
        except RedisError:
            continue  # the lease outlasts two renewals that fail
