"""A turn holds its place alone; what it reads and leaves goes with taking the place and letting it go."""

import asyncio

import pytest
from redis.asyncio import Redis

from bot.conversation import exchange
from bot.conversation.exchange import Reads
from bot.conversation.order import TurnOrder

READS = Reads(values=("known", "missing"), lists=("late", "empty"))


async def test_what_a_turn_reads_is_as_it_found_it_the_first_time(redis: Redis) -> None:
    await redis.set("known", "before")
    await redis.hset("late", "one", "1")
    async with TurnOrder(redis).hold("place", READS):
        await redis.set("known", "meanwhile")
        assert await exchange.get(redis, "known") == "before"
        assert await exchange.get(redis, "known") == "meanwhile"
        assert await exchange.get(redis, "missing") is None
        assert exchange.is_absent("empty")
        assert not exchange.is_absent("empty")  # by now there may be something
        assert not exchange.is_absent("late")


async def test_what_a_turn_changes_itself_it_reads_as_changed(redis: Redis) -> None:
    async with TurnOrder(redis).hold("place", READS):
        exchange.changes("known")
        await redis.set("known", "own")
        assert await exchange.get(redis, "known") == "own"


async def test_what_a_turn_leaves_is_there_when_the_next_may_begin(redis: Redis) -> None:
    order = TurnOrder(redis)
    async with order.hold("place"):
        await exchange.write(redis, lambda pipe: pipe.set("left", "1"))
        assert await redis.get("left") is None
        other = asyncio.create_task(_read_in_turn(TurnOrder(redis), redis))
    assert await asyncio.wait_for(other, 5) == "1"
    assert await redis.keys("mia:turn:*") == []


async def _read_in_turn(order: TurnOrder, redis: Redis) -> str | None:
    async with order.hold("place", Reads(values=("left",))):
        return await exchange.get(redis, "left")


async def test_what_is_about_to_be_read_is_written_first(redis: Redis) -> None:
    async with TurnOrder(redis).hold("place"):
        await exchange.write(redis, lambda pipe: pipe.set("left", "1"))
        await exchange.written(redis)
        assert await redis.get("left") == "1"


async def test_a_turn_that_fails_leaves_nothing_and_lets_go(redis: Redis) -> None:
    with pytest.raises(ValueError, match="failed"):
        async with TurnOrder(redis).hold("place"):
            await exchange.write(redis, lambda pipe: pipe.set("left", "1"))
            raise ValueError("failed")
    assert await redis.keys("*") == []


async def test_a_place_that_another_has_taken_over_stays_his(redis: Redis) -> None:
    async with TurnOrder(redis).hold("place"):
        await redis.set("mia:turn:place", "another")
    assert await redis.get("mia:turn:place") == "another"


async def test_outside_of_turns_all_goes_at_once(redis: Redis) -> None:
    async with TurnOrder(redis).hold("place", READS):
        pass
    await exchange.write(redis, lambda pipe: pipe.set("known", "now"))
    assert await exchange.get(redis, "known") == "now"
    assert not exchange.is_absent("empty")
