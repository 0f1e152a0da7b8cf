"""What linking keeps in Redis: under keyed digests, so that a copy of it opens nothing."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from redis import Redis

from bot.conversation.memory import UNCOUNT

PREFIX = "mia:link"


class LinkStore:
    """Records under secrets: a code or token is found only by one who presents it.

    The client is synchronous, as Authlib is; who runs in an event loop asks it in a thread.
    """

    def __init__(self, redis: Redis[str], secret: str) -> None:
        self._redis = redis
        self._uncount: Any = redis.register_script(UNCOUNT)
        self._secret = secret.encode()

    def put(self, kind: str, name: str, record: Mapping[str, Any], seconds: int) -> None:
        """Keep a record for so many seconds."""
        self._redis.set(self._key(kind, name), json.dumps(record), ex=seconds)

    def add(self, kind: str, name: str, record: Mapping[str, Any], seconds: int) -> bool:
        """Keep a record unless there is one of that name; tells whether it was kept."""
        key = self._key(kind, name)
        return bool(self._redis.set(key, json.dumps(record), ex=seconds, nx=True))

    def get(self, kind: str, name: str) -> dict[str, Any] | None:
        """Return a record, ``None`` where there is none or it has expired."""
        stored = self._redis.get(self._key(kind, name))
        return None if stored is None else dict(json.loads(stored))

    def take(self, kind: str, name: str) -> dict[str, Any] | None:
        """Return a record and forget it: it serves once, however many ask at a time."""
        stored = self._redis.getdel(self._key(kind, name))
        return None if stored is None else dict(json.loads(stored))

    def remove(self, kind: str, name: str) -> None:
        """Forget a record."""
        self._redis.delete(self._key(kind, name))

    def count(self, what: str, name: str, seconds: int) -> int:
        """Count one more of something within a span that begins with the first."""
        key = self._key(f"count:{what}", name)
        with self._redis.pipeline(transaction=True) as pipe:
            pipe.set(key, 0, ex=seconds, nx=True)
            pipe.incr(key)
            _, counted = pipe.execute()
        return int(counted)

    def uncount(self, what: str, name: str) -> None:
        """Take back one that was counted."""
        self._uncount(keys=[self._key(f"count:{what}", name)])

    def remember(self, subject: str, kind: str, name: str, seconds: int) -> None:
        """Note that a record is a subscriber's, so that it can be revoked with all of his."""
        key = self._key("of", subject)
        with self._redis.pipeline(transaction=True) as pipe:
            pipe.sadd(key, self._key(kind, name))
            pipe.expire(key, seconds)
            pipe.execute()

    def revoke(self, subject: str) -> int:
        """Forget every record of a subscriber; returns how many there were.

        What has become another's since is left to him.
        """
        key = self._key("of", subject)
        names = list(self._redis.smembers(key))
        found = zip(names, self._redis.mget(names) if names else (), strict=True)
        own = [name for name, raw in found if raw and json.loads(raw)["subject"] == subject]
        self._redis.delete(key, *own)
        return len(own)

    def digest(self, text: str) -> str:
        """Return a keyed digest: a short code cannot be guessed from it without the secret."""
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()

    def _key(self, kind: str, name: str) -> str:
        return f"{PREFIX}:{kind}:{self.digest(f'{kind}:{name}')}"
