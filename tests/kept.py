"""All that a running product keeps, as text: what must not be kept is looked for in it."""

from __future__ import annotations

from collections.abc import Iterator

import redis

from tests.stack import Stack


def kept_texts(stack: Stack) -> Iterator[str]:
    """Yield what lies in Redis, in the logs, in the databases, and what Redis ever wrote to disk."""
    yield from _in_redis(stack)
    for pattern in ("log/*", "redis/**/*", "*.sqlite*"):
        for path in stack.var.glob(pattern):
            if path.is_file():
                yield path.read_text(encoding="utf-8", errors="replace")


def _in_redis(stack: Stack) -> Iterator[str]:
    with redis.Redis.from_url(stack.redis_url, decode_responses=True) as client:
        for key in client.scan_iter():
            kind = client.type(key)
            value: object = {
                "string": client.get,
                "list": lambda name: client.lrange(name, 0, -1),
                "set": client.smembers,
                "hash": client.hgetall,
                "stream": client.xrange,
                "zset": lambda name: client.zrange(name, 0, -1),
            }[str(kind)](key)
            yield f"{key} {value!r}"
