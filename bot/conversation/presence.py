"""Presence: which subscriber has a chat open now, so that he can be written to there.

Every process tells Redis of its open lines time and again; what it no longer tells of is closed soon.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from redis.asyncio import Redis

from bot.lasting import lasting

EVERY_SECONDS = 15.0
GONE_SECONDS = 45.0  # without being told of, after which a line counts as closed


@dataclass(frozen=True, slots=True)
class Here:
    """An open line: of whom, where, and until which moment (since 1970) he is known to be that one."""

    subject: str
    channel: str
    conversation: str
    until: float


class Presence:
    """Who is at an open line. A subscriber's number is kept as a keyed digest."""

    def __init__(
        self, redis: Redis[str], secret: str, now: Callable[[], float] = time.time
    ) -> None:
        self._redis = redis
        self._secret = secret.encode()
        self._now = now
        self._lines: dict[str, Here] = {}

    async def enter(self, line: str, here: Here) -> None:
        """Note who is at a line of this process, whoever was there before."""
        await self.leave(line)
        self._lines[line] = here
        await self._tell(here)

    async def leave(self, line: str) -> None:
        """Note that a line is closed, or that it is not known any more who is there."""
        here = self._lines.pop(line, None)
        if here is not None and here not in self._lines.values():
            await self._redis.zrem(self._key(here.subject), _member(here))

    async def find(self, subject: str) -> tuple[str, str] | None:
        """Return channel and conversation of the chat that a subscriber has open, the newest."""
        since = self._now() - GONE_SECONDS
        found = await self._redis.zrevrangebyscore(
            self._key(subject), "+inf", since, start=0, num=1
        )
        if not found:
            return None
        channel, _, conversation = str(found[0]).partition(" ")
        return channel, conversation

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Tell of this process's lines for as long as this lasts."""
        async with lasting(self._run):
            yield

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            await self.tell()

    async def tell(self) -> None:
        """Tell of this process's lines; one whose token has run out is nobody's."""
        for line, here in tuple(self._lines.items()):
            if here.until <= self._now():
                await self.leave(line)
            else:
                await self._tell(here)

    async def _tell(self, here: Here) -> None:
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.zadd(self._key(here.subject), {_member(here): self._now()})
            pipe.expire(self._key(here.subject), int(GONE_SECONDS))
            await pipe.execute()

    def _key(self, subject: str) -> str:
        digest = hmac.new(self._secret, subject.encode(), hashlib.sha256).hexdigest()[:32]
        return f"mia:here:{digest}"


def _member(here: Here) -> str:
    return f"{here.channel} {here.conversation}"
