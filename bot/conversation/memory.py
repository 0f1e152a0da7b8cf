"""What the Conversation remembers in Redis beside the tracker: replies, buttons, what came late."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from typing import Any

from redis.asyncio import Redis

from bot.conversation.reply import Reply, Utterance
from bot.conversation.turn import Turn

REPLY_SECONDS = 24 * 3600
BUTTON_SECONDS = 24 * 3600
LATE_SECONDS = 3600


class OtherMessage(ValueError):
    """A message id that was answered before came with other content."""


class Memory:
    """Replies by message id, the payloads of issued buttons, and replies that came too late."""

    def __init__(self, redis: Redis[str], secret: str, prefix: str = "mia") -> None:
        self._redis = redis
        self._secret = secret.encode()
        self._prefix = prefix

    async def answered(self, turn: Turn) -> Reply | None:
        """Return the reply that this message was given already.

        Raises:
            OtherMessage: the id was used for a message of other content.
        """
        if turn.message_id is None:
            return None
        stored = await self._redis.get(self._reply_key(turn))
        if stored is None:
            return None
        raw = json.loads(stored)
        if not hmac.compare_digest(raw["content"], self._content(turn)):
            raise OtherMessage(turn.message_id)
        return Reply.from_json(raw["reply"])

    async def keep(self, turn: Turn, reply: Reply) -> None:
        """Remember a reply under its message's id, and the buttons that it issued."""
        payloads = [
            button["payload"]
            for said in reply.utterances
            for button in said.buttons
            if button["payload"].startswith("/")
        ]
        async with self._redis.pipeline(transaction=False) as pipe:
            if turn.message_id is not None:
                kept = {"content": self._content(turn), "reply": reply.to_json()}
                pipe.set(self._reply_key(turn), json.dumps(kept), ex=REPLY_SECONDS)
            if payloads:
                key = self._buttons_key(reply.conversation)
                pipe.sadd(key, *payloads)
                pipe.expire(key, BUTTON_SECONDS)
            if pipe.command_stack:
                await pipe.execute()

    async def issued(self, conversation: str, payload: str) -> bool:
        """Tell whether Mia issued a button with this payload in this conversation."""
        return bool(await self._redis.sismember(self._buttons_key(conversation), payload))

    async def keep_late(self, place: str, reply: Reply) -> None:
        """Keep what could not be said in time, for the next turn."""
        said = [json.dumps(u) for u in reply.to_json()["utterances"]]
        key = f"{self._prefix}:late:{place}"
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.rpush(key, *said)
            pipe.expire(key, LATE_SECONDS)
            await pipe.execute()

    async def take_late(self, place: str) -> tuple[Utterance, ...]:
        """Return what was still to be said, once."""
        key = f"{self._prefix}:late:{place}"
        stored = await self._redis.lpop(key, 50)
        raw: list[dict[str, Any]] = [json.loads(item) for item in stored or ()]
        return Reply.from_json({"utterances": raw, "choices": []}).utterances if raw else ()

    async def note(self, key: str, value: Any, seconds: int) -> None:
        """Remember a small thing for a while."""
        await self._redis.set(f"{self._prefix}:{key}", json.dumps(value), ex=seconds)

    async def noted(self, key: str) -> Any:
        """Return what was noted, or ``None``."""
        stored = await self._redis.get(f"{self._prefix}:{key}")
        return None if stored is None else json.loads(stored)

    async def forget(self, *keys: str) -> None:
        """Forget noted things."""
        await self._redis.delete(*(f"{self._prefix}:{key}" for key in keys))

    async def count(self, key: str, seconds: int) -> int:
        """Count one more of something within a span that begins with the first."""
        name = f"{self._prefix}:{key}"
        counted = await self._redis.incr(name)
        if counted == 1:
            await self._redis.expire(name, seconds)
        return int(counted)

    async def push(self, key: str, values: Iterable[Any]) -> None:
        """Append to a queue that other parts read."""
        await self._redis.rpush(f"{self._prefix}:{key}", *(json.dumps(value) for value in values))

    def _reply_key(self, turn: Turn) -> str:
        return f"{self._prefix}:reply:{turn.conversation}:{turn.message_id}"

    def _buttons_key(self, conversation: str) -> str:
        return f"{self._prefix}:buttons:{conversation}"

    def _content(self, turn: Turn) -> str:
        """Return a keyed digest of what was said: a PIN must not be guessable from it."""
        said = f"{turn.text}\0{turn.payload or ''}".encode()
        return hmac.new(self._secret, said, hashlib.sha256).hexdigest()
