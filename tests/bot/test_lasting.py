"""What works in the background goes on when it breaks."""

import asyncio
import logging

import pytest
from redis.exceptions import ConnectionError as RedisGone

from bot.lasting import lasting


@pytest.mark.parametrize("error", [RedisGone("gone"), ValueError("what a person said")])
async def test_begins_anew_and_tells(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    worked = asyncio.Event()
    times = iter(range(9))

    async def work() -> None:
        if next(times) < 2:
            raise error
        worked.set()
        await asyncio.Event().wait()

    with caplog.at_level(logging.WARNING):
        async with asyncio.timeout(20), lasting(work, again_seconds=0):
            await worked.wait()

    assert len(caplog.records) == 2
    assert type(error).__name__ in caplog.text
    assert str(error) not in caplog.text


async def test_one_that_breaks_leaves_the_others_alone() -> None:
    seen: asyncio.Queue[int] = asyncio.Queue()

    async def breaks() -> None:
        raise KeyError("always")

    async def counts() -> None:
        for number in range(3):
            await seen.put(number)
            await asyncio.sleep(0)
        await asyncio.Event().wait()

    async with asyncio.timeout(20), lasting(breaks, counts, again_seconds=0):
        assert [await seen.get() for _ in range(3)] == [0, 1, 2]
    assert seen.empty()
