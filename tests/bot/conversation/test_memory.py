"""What the Conversation remembers in Redis: what is counted ends with its span."""

from redis.asyncio import Redis

from bot.conversation.memory import Memory

HOUR = 3600


async def test_what_is_counted_is_forgotten_with_its_span(redis: Redis) -> None:
    memory = Memory(redis, "s" * 32)
    assert [await memory.count("tries", HOUR) for _ in range(3)] == [1, 2, 3]
    assert 0 < await redis.ttl("mia:tries") <= HOUR
    await memory.uncount("tries")
    assert await memory.count("tries", HOUR) == 3


async def test_one_taken_back_after_its_span_makes_no_counter_that_never_ends(redis: Redis) -> None:
    memory = Memory(redis, "s" * 32)
    await memory.count("tries", HOUR)
    await redis.delete("mia:tries")  # the span ends while a PIN is being checked
    await memory.uncount("tries")
    assert await redis.exists("mia:tries") == 0
    assert await memory.count("tries", HOUR) == 1
    assert 0 < await redis.ttl("mia:tries") <= HOUR
