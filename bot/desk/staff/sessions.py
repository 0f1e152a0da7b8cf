"""Sessions of the staff in Redis: a cookie's digest leads to who signed in."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from redis.asyncio import Redis

IDLE_SECONDS = 30 * 60
LONGEST_SECONDS = 12 * 3600

_KEY = "mia:{desk}:session:"


@dataclass(frozen=True, slots=True)
class Session:
    """Who signed in; ``csrf`` is what his page sends with every change; ``until`` its hard end."""

    login: str
    csrf: str
    until: float


class Sessions:
    """Opens, finds and ends sessions. One ends after half an hour unused, and after a shift."""

    def __init__(self, redis: Redis[str], now: Callable[[], float] = time.time) -> None:
        self._redis = redis
        self._now = now

    async def open(self, login: str) -> tuple[str, Session]:
        """Begin a session; returns the cookie's value, which is stored nowhere, and the session."""
        cookie = secrets.token_urlsafe(32)
        session = Session(login, secrets.token_urlsafe(24), self._now() + LONGEST_SECONDS)
        await self._redis.set(_key(cookie), json.dumps(asdict(session)), ex=IDLE_SECONDS)
        return cookie, session

    async def find(self, cookie: str | None, *, touch: bool = True) -> Session | None:
        """Return the session of a cookie; ``None``: there is none any more. ``touch``: it is used."""
        if not cookie:
            return None
        stored = await self._redis.get(_key(cookie))
        if stored is None:
            return None
        session = Session(**json.loads(stored))
        if session.until <= self._now():
            await self.end(cookie)
            return None
        if touch:
            await self._redis.expire(_key(cookie), IDLE_SECONDS)
        return session

    async def end(self, cookie: str | None) -> None:
        """End a session."""
        if cookie:
            await self._redis.delete(_key(cookie))


def _key(cookie: str) -> str:
    return _KEY + hashlib.sha256(cookie.encode()).hexdigest()
