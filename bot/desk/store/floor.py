"""The floor: what waits, who has what, how fast it goes. It only looks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from bot.desk.case import Case, Line
from bot.desk.rules.pace import LAST, Handled
from bot.desk.rules.queueing import VANISHED_SECONDS
from bot.desk.store.cases import Cases
from bot.desk.store.scripts import PREFIX


class Floor:
    """Reads the desk."""

    def __init__(self, cases: Cases) -> None:
        self._cases = cases
        self._redis = cases.redis

    async def waiting(self) -> list[Case]:
        """Return what waits, the next first."""
        return await self._all(await self._redis.zrange(f"{PREFIX}waiting", 0, -1))

    async def taken(self) -> list[Case]:
        """Return what people have now."""
        return await self._all(await self._redis.smembers(f"{PREFIX}taken"))

    async def held_by(self, login: str) -> list[Case]:
        """Return what somebody has, the oldest first."""
        cases = await self._all(await self._redis.smembers(f"{PREFIX}mine:{login}"))
        return sorted(cases, key=lambda case: case.taken_at)

    async def ended(self, most: int) -> list[Case]:
        """Return the last cases that are over, the newest first."""
        return await self._all(await self._redis.zrevrange(f"{PREFIX}ended", 0, most - 1))

    async def named(self, ids: Sequence[str]) -> list[Case]:
        """Return the cases of these ids that are still there, in their order."""
        return await self._all(ids)

    async def ahead(self, case: str) -> int:
        """Return how many wait before a case."""
        place = await self._redis.zrank(f"{PREFIX}waiting", case)
        return int(place) if place is not None else 0

    async def present(self) -> set[str]:
        """Return who is at the desk."""
        since = self._cases.now() - VANISHED_SECONDS
        return set(await self._redis.zrangebyscore(f"{PREFIX}seen", since, "+inf"))

    async def handled(self, most: int = LAST) -> list[Handled]:
        """Return how long the last conversations waited and took."""
        stored = await self._redis.lrange(f"{PREFIX}handled", -most, -1)
        return [Handled(raw["waited"], raw["took"]) for raw in map(json.loads, stored)]

    async def lines(self, case: str) -> list[Line]:
        """Return the lines of a case in order."""
        stored = await self._redis.lrange(f"{PREFIX}lines:{case}", 0, -1)
        return [Line(**json.loads(item)) for item in stored]

    async def last_words(self, conversation: str) -> str:
        """Return the last words of the person who has a conversation, empty where none are."""
        case = await self._cases.of(conversation)
        lines = await self.lines(case.id) if case else []
        return next((line.text for line in reversed(lines) if line.side == "agent"), "")

    async def delivered(self, case: str) -> set[str]:
        """Return which lines the subscriber's page has."""
        return set(await self._redis.smembers(f"{PREFIX}delivered:{case}"))

    async def _all(self, ids: Sequence[str] | Iterable[str]) -> list[Case]:
        async with self._redis.pipeline(transaction=False) as pipe:
            for case in ids:
                pipe.hgetall(f"{PREFIX}case:{case}")
            stored = await pipe.execute() if pipe.command_stack else []
        return [Case.from_store(raw) for raw in stored if raw]
