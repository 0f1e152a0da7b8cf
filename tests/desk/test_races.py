"""Two hundred hand-overs at once, from several processes' connections, with people dropping out."""

from __future__ import annotations

import asyncio
import random
from collections import Counter

from bot.desk.case import Line
from bot.desk.rules.queueing import ACKNOWLEDGE_SECONDS, VANISHED_SECONDS
from bot.desk.store.cases import Cases, Held
from bot.desk.store.floor import Floor
from tests.desk.store import Clock, desk_of, opening

HANDED_OVER = 200
PEOPLE = 12
PROCESSES = 4
ANSWER = "answer"


class Agent:
    """Somebody who takes, answers and ends conversations, and at random drops out on the way."""

    def __init__(self, login: str, cases: Cases, chance: random.Random) -> None:
        self.login = login
        self._cases = cases
        self._chance = chance
        self.stale: list[Held] = []

    async def work(self) -> bool:
        """Take one conversation as far as it goes; tells whether there was one."""
        held = await self._cases.take(self.login, ())
        if held is None:
            return False
        if self._drops_out():  # before the packet was acknowledged
            self.stale.append(held)
            return True
        assert await self._cases.acknowledge(held)
        if self._drops_out():  # before a word was said
            self.stale.append(held)
            return True
        said = await self._answer(held)
        assert said == 1
        assert await self._cases.finish(held, "solved")
        return True

    async def come_back(self) -> None:
        """Try to go on with what was lost, as a page does that wakes up."""
        for held in self.stale:
            current = await self._cases.find(held.case)
            assert current
            if (current.holder, current.lease) != (held.login, held.lease):
                assert await self._answer(held) == -1
                assert not await self._cases.finish(held, "solved") or current.state == "ended"
        self.stale.clear()

    def _drops_out(self) -> bool:
        return self._chance.random() < 0.25

    async def _answer(self, held: Held) -> int:
        line = Line(f"{self.login}-{held.lease}", 0.0, "agent", ANSWER, self.login)
        shown = ("{}", "live", ANSWER, "", "3600")
        keys = (f"transcript:{held.case}", f"late:{held.case}")
        return await self._cases.say(held, line, shown, keys)


async def _whole(url: str, seed: int) -> None:
    clock = Clock()
    async with asyncio.TaskGroup() as group:  # every hand-over is delivered twice
        for _ in range(2):
            group.create_task(_hand_over(url, clock))
    async with (
        desk_of(url, clock) as a,
        desk_of(url, clock) as b,
        desk_of(url, clock) as c,
        desk_of(url, clock) as d,
    ):
        processes = (a, b, c, d)
        chance = random.Random(seed)
        agents = [Agent(f"agent-{n}", processes[n % PROCESSES], chance) for n in range(PEOPLE)]
        floor = Floor(a)
        while await floor.waiting() or await floor.taken():
            at_work = await asyncio.gather(*(agent.work() for agent in agents))
            await _look(a, floor)
            if not any(at_work):
                clock.pass_by(max(ACKNOWLEDGE_SECONDS, VANISHED_SECONDS) + 1)
                back = await asyncio.gather(*(process.reap() for process in processes))
                returned = Counter(case for some in back for case in some)
                assert set(returned.values()) <= {1}  # put back by one process alone
                await asyncio.gather(*(agent.come_back() for agent in agents))
        await _answered_once(a)


async def _hand_over(url: str, clock: Clock) -> None:
    async with desk_of(url, clock) as cases:
        await asyncio.gather(*(cases.open(opening(str(n))) for n in range(HANDED_OVER)))


async def _look(cases: Cases, floor: Floor) -> None:
    """A case is with one person, or waits, or is over: never two of it."""
    waiting = {case.id for case in await floor.waiting()}
    held = [case.id for n in range(PEOPLE) for case in await floor.held_by(f"agent-{n}")]
    ended = {case.id for case in await floor.ended(1000)}
    assert len(held) == len(set(held))
    assert waiting.isdisjoint(held)
    assert ended.isdisjoint(held)
    assert len(waiting) + len(held) + len(ended) == HANDED_OVER


async def _answered_once(cases: Cases) -> None:
    ended = await Floor(cases).ended(1000)
    assert len(ended) == HANDED_OVER
    for case in ended:
        assert await cases.redis.lrange(f"transcript:{case.id}", 0, -1) == [ANSWER]
    assert await cases.redis.xlen("mia:{desk}:closings") == HANDED_OVER


def test_each_is_with_one_person_none_is_lost_none_answered_twice(redis_url: str) -> None:
    asyncio.run(_whole(redis_url, seed=5))
