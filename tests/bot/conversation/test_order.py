"""A turn holds its place alone; what it reads and leaves goes with taking the place and letting it go."""

import asyncio
import os
import signal
from typing import Any

import pytest
from redis.asyncio import Redis
from redis.exceptions import LockNotOwnedError, TimeoutError

from bot.conversation import exchange
from bot.conversation.exchange import Reads
from bot.conversation.lease import FIRST_LEASE_SECONDS, Lease
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
        await exchange.written()
        assert await redis.get("left") == "1"


async def test_a_turn_that_fails_leaves_nothing_and_lets_go(redis: Redis) -> None:
    with pytest.raises(ValueError, match="failed"):
        async with TurnOrder(redis).hold("place"):
            await exchange.write(redis, lambda pipe: pipe.set("left", "1"))
            raise ValueError("failed")
    assert await redis.keys("*") == []


# A turn that stood still beyond its lease.

LEASE = "mia:turn:place"


async def test_who_was_overtaken_stores_nothing(redis: Redis) -> None:
    with pytest.raises(LockNotOwnedError):
        async with TurnOrder(redis).hold("place"):
            await exchange.write(redis, lambda pipe: pipe.set("left", "late"))
            await redis.delete(LEASE)  # as it does when it ends
            async with TurnOrder(redis).hold("place"):
                await exchange.write(redis, lambda pipe: pipe.set("left", "in time"))
    assert await redis.get("left") == "in time"


async def test_who_was_overtaken_neither_reads_on_nor_takes_the_place_back(redis: Redis) -> None:
    other = Lease(redis, "mia:turn", "place")
    with pytest.raises(LockNotOwnedError):
        async with TurnOrder(redis).hold("place"):
            await exchange.check()
            await exchange.write(redis, lambda pipe: pipe.set("left", "late"))
            await redis.delete(LEASE)
            async with redis.pipeline() as pipe:
                other.take(pipe)
                assert await pipe.execute() == [1]
            with pytest.raises(LockNotOwnedError):
                await exchange.check()
            await exchange.written()
    assert await redis.get("left") is None
    await other.check()
    assert await redis.exists(LEASE)


async def test_a_lease_that_ended_is_no_loss_while_nobody_came(redis: Redis) -> None:
    async with TurnOrder(redis).hold("place"):
        await exchange.write(redis, lambda pipe: pipe.set("left", "after all"))
        await redis.delete(LEASE)
    assert await redis.get("left") == "after all"
    assert await redis.keys("mia:turn:*") == []


async def test_a_lease_that_ended_is_taken_up_again_while_nobody_came(redis: Redis) -> None:
    lease = Lease(redis, "mia:turn", "place")
    async with redis.pipeline() as pipe:
        lease.take(pipe)
        await pipe.execute()
    await redis.delete(LEASE)
    await lease.renew()
    assert await redis.ttl(LEASE) > 0


async def test_a_place_taken_for_nobody_is_soon_free_again(redis: Redis) -> None:
    """A Redis that stood still takes the place for a turn that has given up by then."""
    server = (await redis.info("server"))["process_id"]
    address = redis.connection_pool.connection_kwargs["path"]
    hasty: Redis = Redis(unix_socket_path=address, decode_responses=True, socket_timeout=0.2)
    os.kill(server, signal.SIGSTOP)
    try:
        with pytest.raises(TimeoutError):
            async with TurnOrder(hasty).hold("place"):
                pytest.fail("it was given no place")
    finally:
        os.kill(server, signal.SIGCONT)
        await hasty.close()
    assert await redis.pttl(LEASE) <= FIRST_LEASE_SECONDS * 1000
    async with asyncio.timeout(20), TurnOrder(redis).hold("place"):
        pass


async def test_who_lives_holds_on_for_longer(redis: Redis) -> None:
    async with TurnOrder(redis).hold("place"), asyncio.timeout(20):
        while await redis.ttl(LEASE) <= FIRST_LEASE_SECONDS:
            await asyncio.sleep(0.05)


async def test_values_are_stored_as_they_are(redis: Redis) -> None:
    binary, words = bytes(range(256)), ["а\0б", "", 'к"в']

    def commands(pipe: Any) -> None:
        pipe.set("binary", binary, ex=60)
        pipe.rpush("words", *words)
        pipe.ltrim("words", -3, -1)

    async with TurnOrder(redis).hold("place"):
        await exchange.write(redis, commands)
    assert await redis.lrange("words", 0, -1) == words
    assert await redis.bitcount("binary") == sum(byte.bit_count() for byte in binary)
    assert await redis.ttl("binary") > 0


async def test_outside_of_turns_all_goes_at_once(redis: Redis) -> None:
    async with TurnOrder(redis).hold("place", READS):
        pass
    await exchange.write(redis, lambda pipe: pipe.set("known", "now"))
    assert await exchange.get(redis, "known") == "now"
    assert not exchange.is_absent("empty")
