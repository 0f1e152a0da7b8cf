"""Approvals: gifts that an agent may not give alone, until a supervisor has decided."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from redis.asyncio import Redis

from bot.desk.store.scripts import PREFIX

_KEY = f"{PREFIX}approvals"
_DECIDED_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Wish:
    """A gift that somebody wants to give. ``id`` is its idempotency key down to the ledger."""

    id: str
    case: str
    msisdn: str
    kind: str
    amount: int
    why: str
    by: str
    at: float

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Wish:
        """Read a stored wish."""
        return cls(**raw)


class Approvals:
    """What waits for a supervisor, in Redis. One supervisor decides; the first decision stays."""

    def __init__(self, redis: Redis[str]) -> None:
        self._redis = redis

    async def ask(self, wish: Wish) -> None:
        """Put a wish before the supervisors; asked twice it stands once."""
        await self._redis.hsetnx(_KEY, wish.id, json.dumps(asdict(wish), ensure_ascii=False))

    async def waiting(self) -> list[Wish]:
        """Return what waits, the oldest first."""
        stored = await self._redis.hvals(_KEY)
        return sorted(
            (Wish.from_json(json.loads(item)) for item in stored), key=lambda wish: wish.at
        )

    async def find(self, id_: str) -> Wish | None:
        """Return a wish that waits."""
        stored = await self._redis.hget(_KEY, id_)
        return Wish.from_json(json.loads(stored)) if stored else None

    async def decide(self, id_: str, decision: str) -> bool:
        """Keep a decision; tells whether it is the one that counts."""
        key = f"{PREFIX}decided:{id_}"
        first = await self._redis.set(key, decision, nx=True, ex=_DECIDED_SECONDS)
        return bool(first) or await self._redis.get(key) == decision

    async def settle(self, id_: str) -> None:
        """Take a wish off the list: what was decided has been done."""
        await self._redis.hdel(_KEY, id_)
