"""A Redis of a test's own, and cases put into it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from redis.asyncio import Redis

from bot.desk.store.cases import Cases, Opening
from bot.service import embedded_redis
from bot.service.children import start


class Clock:
    """A clock that stands until it is moved; seconds since 1970."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += seconds


@contextmanager
def redis_server(var: Path) -> Iterator[str]:
    """Run the product's Redis server; yields its address."""
    child = start("redis", embedded_redis.command(var), {}, var / "log")
    try:
        child.wait_ready(lambda: embedded_redis.answers(var), 30)
        yield f"unix://{embedded_redis.socket(var)}"
    finally:
        child.stop()


@asynccontextmanager
async def desk_of(url: str, clock: Clock) -> AsyncIterator[Cases]:
    """A process's view of the desk: a connection of its own."""
    async with Redis.from_url(url, decode_responses=True, socket_timeout=30) as redis:
        yield Cases(redis, clock)


def opening(
    name: str, *, queue: str = "general", head_start: float = 0.0, channel: str = "app"
) -> Opening:
    """A conversation to be handed over."""
    return Opening(
        id=f"case-{name}",
        conversation=f"app-{name}",
        queue=queue,
        reason="asked",
        head_start=head_start,
        channel=channel,
        packet="{}",
        elsewhere=channel == "phone",
    )
