"""The lease of a place in Redis: its holder works alone, and who was paused beyond it stores nothing.

A lease by itself keeps nobody from writing late: a process that stood still (its machine asleep, its
disk stuck) does not see that its lease ended and that another took the place. So each taking of a place
is a token of its own, and what a turn leaves is stored by a script that compares the token first
(https://martin.kleppmann.com/2016/02/08/how-to-do-distributed-locking.html, «fencing»). Lease, token
and data stand in one Redis: who has taken the place last is known there, so tokens need no order.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import LockNotOwnedError

Write = Callable[[Any], object]
"""Puts commands into a pipeline of Redis."""

LEASE_SECONDS = 6  # a holder that died lets go after this; one that lives renews it
# The same from the taking to the first renewal. A Redis that stood still does afterwards what it was sent
# meanwhile: it also gives the place to turns that have given up, and nobody would renew those.
FIRST_LEASE_SECONDS = 2
TOKEN_SECONDS = 600  # who stands still for longer has lost, whether another came or not

# KEYS: the lease, who took the place last. ARGV: the token, then what the script needs besides.
_TAKE = """
if not redis.call('set', KEYS[1], ARGV[1], 'NX', 'EX', ARGV[2]) then return 0 end
redis.call('set', KEYS[2], ARGV[1], 'EX', ARGV[3])
return 1
"""
_IF_OWN = "if redis.call('get', KEYS[2]) ~= ARGV[1] then return 0 end "
_HOLDS = _IF_OWN + "return 1"
_RENEW = _IF_OWN + "redis.call('set', KEYS[1], ARGV[1], 'EX', ARGV[2]) return 1"
# The commands come one after another, each as the number of its parts and the parts.
_STORE = (
    _IF_OWN
    + """
local at = 3
while at <= #ARGV do
  local last = at + tonumber(ARGV[at])
  redis.call(unpack(ARGV, at + 1, last))
  at = last + 1
end
if ARGV[2] == 'end' then redis.call('del', KEYS[1], KEYS[2]) end
return 1
"""
)


class Lease:
    """One taking of a place. While another holds it, it cannot be taken."""

    def __init__(self, redis: Redis[str], prefix: str, place: str) -> None:
        self._redis = redis
        self._keys = (f"{prefix}:{place}", f"{prefix}:last:{place}")
        self._token = secrets.token_hex(8)

    def take(self, pipe: Any) -> None:
        """Put the taking into a pipeline; its result there tells whether the place was free.

        It holds for ``FIRST_LEASE_SECONDS``, within which it is to be renewed.
        """
        pipe.eval(_TAKE, 2, *self._keys, self._token, FIRST_LEASE_SECONDS, TOKEN_SECONDS)

    async def renew(self) -> None:
        """Hold on for another lease, unless another has taken the place."""
        await self._run(_RENEW, LEASE_SECONDS)

    async def check(self) -> None:
        """See that nobody else has taken the place.

        Raises:
            LockNotOwnedError: another has.
        """
        if not await self._run(_HOLDS):
            raise LockNotOwnedError("another has taken the place over")

    async def store(self, writes: Sequence[Write], *, ends: bool = False) -> None:
        """Write all or, where another has taken the place, nothing; ``ends`` lets the place go with it.

        Raises:
            LockNotOwnedError: another has taken the place; nothing was written.
        """
        commands: list[Any] = []
        async with self._redis.pipeline(transaction=True) as pipe:
            for write in writes:
                write(pipe)
            for parts, _ in pipe.command_stack:
                commands += (len(parts), *parts)
        if not await self._run(_STORE, "end" if ends else "go on", *commands):
            raise LockNotOwnedError("another has taken the place over")

    async def _run(self, script: str, *values: Any) -> bool:
        redis: Any = self._redis  # the stubs want strings; what is stored may be bytes
        return bool(await redis.eval(script, 2, *self._keys, self._token, *values))
