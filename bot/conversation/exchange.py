"""Redis within a turn: what it reads is fetched as it begins, what it leaves is written as it ends.

A turn holds its place alone, so what it will read can be read with the taking of the place, and what
it leaves can be written with the letting go: two exchanges with Redis in place of one for each value.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field

from redis.asyncio import Redis

from bot.conversation.lease import Lease, Write


@dataclass(frozen=True, slots=True)
class Reads:
    """What a turn will read: ``values`` are keys of strings, ``lists`` those that mostly are not there."""

    values: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


@dataclass(slots=True)
class Exchange:
    """What was read for the turn under way and not asked for yet, and what it leaves to be written."""

    lease: Lease
    values: dict[str, str | None] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    writes: list[Write] = field(default_factory=list)
    is_open: bool = True

    def close(self) -> None:
        """End with the turn: what outlives it asks Redis itself."""
        self.is_open = False
        self.values.clear()
        self.absent.clear()


_under_way: ContextVar[Exchange | None] = ContextVar("exchange", default=None)


def begin(
    lease: Lease, asked: Reads, values: Sequence[str | None], there: Sequence[int]
) -> Exchange:
    """Begin a turn's exchange, in this task and those that it starts, with what was read for it."""
    absent = {key for key, found in zip(asked.lists, there, strict=True) if not found}
    exchange = Exchange(lease, dict(zip(asked.values, values, strict=True)), absent)
    _under_way.set(exchange)
    return exchange


async def get(redis: Redis[str], key: str) -> str | None:
    """Return a value: the first time in a turn as the turn found it, else as it stands."""
    exchange = _current()
    if exchange is not None and key in exchange.values:
        return exchange.values.pop(key)
    return await redis.get(key)


def is_absent(key: str) -> bool:
    """Tell, the first time in a turn, whether the turn found nothing under this key."""
    exchange = _current()
    if exchange is None or key not in exchange.absent:
        return False
    exchange.absent.remove(key)
    return True


def changes(*keys: str) -> None:
    """Forget what the turn found under keys that are about to be written."""
    exchange = _current()
    if exchange is None:
        return
    for key in keys:
        exchange.values.pop(key, None)
        exchange.absent.discard(key)


async def write(redis: Redis[str], commands: Write) -> None:
    """Write with the end of the turn under way, in one transaction; at once where there is none."""
    exchange = _current()
    if exchange is not None:
        exchange.writes.append(commands)
    else:
        async with redis.pipeline(transaction=True) as pipe:
            commands(pipe)
            await pipe.execute()


async def written() -> None:
    """Write now what the turn has left so far, because it is about to be read.

    Raises:
        LockNotOwnedError: another turn has taken the place over.
    """
    exchange = _current()
    if exchange is not None and exchange.writes:
        writes, exchange.writes = exchange.writes, []
        await exchange.lease.store(writes)


async def check() -> None:
    """See that the turn under way, where there is one, still holds its place: before what cannot be undone.

    Raises:
        LockNotOwnedError: another turn has taken the place over.
    """
    exchange = _current()
    if exchange is not None:
        await exchange.lease.check()


def _current() -> Exchange | None:
    exchange = _under_way.get()
    return exchange if exchange is not None and exchange.is_open else None
