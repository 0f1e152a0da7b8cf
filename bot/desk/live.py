"""What the desk says live: one subscription for each process, handed to the lines that listen."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from redis.asyncio import Redis

logger = logging.getLogger(__name__)

_HAND_SECONDS = 2.0

Frame = Mapping[str, Any]
ANEW: Frame = {"kind": "anew"}
"""Handed to everybody when listening begins, or begins again: what came before was not heard."""

Listener = Callable[[Frame], Awaitable[None]]


class Live:
    """Hands what is published under a pattern to whoever listens to the rest of the channel's name."""

    def __init__(self, redis: Redis[str], prefix: str) -> None:
        self._redis = redis
        self._prefix = prefix
        self._listeners: dict[str, set[Listener]] = defaultdict(set)

    def add(self, name: str, listener: Listener) -> Callable[[], None]:
        """Let somebody listen; returns how he stops."""
        self._listeners[name].add(listener)

        def stop() -> None:
            self._listeners[name].discard(listener)
            if not self._listeners[name]:
                self._listeners.pop(name, None)

        return stop

    async def listen(self) -> None:
        """Hand out what is published, until Redis is gone. Raises ``RedisError``.

        Nothing is lost then: what is said stands in transcripts, and ``ANEW`` tells everybody who
        listens to look there for what he may have missed.
        """
        async with self._redis.pubsub() as subscription:
            await subscription.psubscribe(f"{self._prefix}*")
            while True:
                message = await subscription.get_message(timeout=1.0)
                if message is None:
                    continue
                if message["type"] == "psubscribe":
                    await self._hand_out(ANEW, *self._listeners)
                elif message["type"] == "pmessage":
                    name = str(message["channel"]).removeprefix(self._prefix)
                    await self._hand_out(json.loads(message["data"]), name)

    async def _hand_out(self, frame: Frame, *names: str) -> None:
        for listener in [each for name in names for each in self._listeners.get(name, ())]:
            await self._hand(listener, frame)

    async def _hand(self, listener: Listener, frame: Frame) -> None:
        """Give a frame to one listener; whatever its line raises, the others go on hearing."""
        try:
            async with asyncio.timeout(_HAND_SECONDS):
                await listener(frame)
        except Exception as error:
            logger.warning("a live line failed: %s", type(error).__name__)
