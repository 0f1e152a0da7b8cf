"""What the Conversation remembers in Redis beside the tracker: replies, buttons, the transcript."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
import uuid
from collections.abc import Iterable
from typing import Any

from redis.asyncio import Redis

from bot.conversation import exchange
from bot.conversation.exchange import Reads
from bot.conversation.reply import Reply
from bot.conversation.transcript import TURNS_KEPT, Entry
from bot.conversation.turn import Turn

REPLY_SECONDS = 24 * 3600
BUTTON_SECONDS = 24 * 3600
LATE_SECONDS = 3600
TRANSCRIPT_SECONDS = 24 * 3600

# Takes one back of what is counted, as a script of Redis: where the span has ended meanwhile there is
# nothing to take back, and a counter that this made would never end.
UNCOUNT = "if redis.call('exists', KEYS[1]) == 1 then redis.call('decr', KEYS[1]) end"


def late_key(conversation: str) -> str:
    """Return the key of what is still to be said in a conversation."""
    return f"mia:late:{conversation}"


def transcript_key(conversation: str) -> str:
    """Return the key of a conversation's transcript."""
    return f"mia:transcript:{conversation}"


class OtherMessage(ValueError):
    """A message id that was answered before came with other content."""


class Memory:
    """Replies by message id, the payloads of issued buttons, and replies that came too late."""

    def __init__(self, redis: Redis[str], secret: str, prefix: str = "mia") -> None:
        self._redis = redis
        self._uncount: Any = redis.register_script(UNCOUNT)
        self._secret = secret.encode()
        self._prefix = prefix

    def reads(self, turn: Turn, *noted: str) -> Reads:
        """Return what a turn will read here: its reply if it has one, what is late, things ``noted``."""
        answered = () if turn.message_id is None else (self._reply_key(turn),)
        values = (*answered, *(f"{self._prefix}:{key}" for key in noted))
        return Reads(values, (late_key(turn.conversation),))

    async def answered(self, turn: Turn) -> Reply | None:
        """Return the reply that this message was given already.

        Raises:
            OtherMessage: the id was used for a message of other content.
        """
        if turn.message_id is None:
            return None
        stored = await exchange.get(self._redis, self._reply_key(turn))
        if stored is None:
            return None
        raw = json.loads(stored)
        if not hmac.compare_digest(raw["content"], self._content(turn)):
            raise OtherMessage(turn.message_id)
        return Reply.from_json(raw["reply"])

    async def keep(self, turn: Turn, reply: Reply, entry: Entry | None = None) -> None:
        """Remember a reply under its message's id, the buttons that it issued, and its entry.

        Within a turn they are written as it ends.
        """
        payloads = [
            button["payload"]
            for said in reply.utterances
            for button in said.buttons
            if button["payload"].startswith("/")
        ]

        def commands(pipe: Any) -> None:
            if turn.message_id is not None:
                kept = {"content": self._content(turn), "reply": reply.to_json()}
                pipe.set(self._reply_key(turn), json.dumps(kept), ex=REPLY_SECONDS)
            if payloads:
                key = self._buttons_key(reply.conversation)
                pipe.sadd(key, *payloads)
                pipe.expire(key, BUTTON_SECONDS)
            if entry is not None:
                key = transcript_key(reply.conversation)
                pipe.rpush(key, json.dumps(entry))
                pipe.ltrim(key, -TURNS_KEPT, -1)
                pipe.expire(key, TRANSCRIPT_SECONDS)

        await exchange.write(self._redis, commands)

    async def issued(self, conversation: str, payload: str) -> bool:
        """Tell whether Mia issued a button with this payload in this conversation."""
        return bool(await self._redis.sismember(self._buttons_key(conversation), payload))

    async def transcript(self, conversation: str) -> list[Entry]:
        """Return the entries of a conversation's transcript, the oldest first."""
        stored = await self._redis.lrange(transcript_key(conversation), 0, -1)
        return [json.loads(item) for item in stored]

    async def move_transcript(self, guest: str, known: str) -> None:
        """Put what a guest said into the conversation of the person that he turned out to be."""
        entries = await self._redis.lrange(transcript_key(guest), 0, -1)
        if entries:
            await self._redis.rpush(transcript_key(known), *entries)
            await self._redis.delete(transcript_key(guest))

    async def keep_late(self, turn: Turn, reply: Reply) -> None:
        """Keep what could not be said in time, for the next turn of the reply's conversation.

        It is kept once for each message, however often that was delivered.
        """
        late = {"at": time.time(), "reply": reply.to_json()}
        key, id_ = late_key(reply.conversation), turn.message_id or uuid.uuid4().hex

        def commands(pipe: Any) -> None:
            pipe.hset(key, id_, json.dumps(late))
            pipe.expire(key, LATE_SECONDS)

        await exchange.write(self._redis, commands)

    async def drop_late(self, turn: Turn, reply: Reply) -> None:
        """Forget a message's late reply: it is given as the answer to that very message."""
        if turn.message_id is not None:
            await self._redis.hdel(late_key(reply.conversation), turn.message_id)

    async def take_late(self, conversation: str) -> list[Reply]:
        """Return the replies that were still to be said in a conversation, once and in order."""
        key = late_key(conversation)
        if exchange.is_absent(key):
            return []
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.hvals(key)
            pipe.delete(key)
            stored, _ = await pipe.execute()
        late = sorted((json.loads(item) for item in stored), key=lambda item: item["at"])
        return [Reply.from_json(item["reply"]) for item in late]

    async def note(self, key: str, value: Any, seconds: int) -> None:
        """Remember a small thing for a while."""
        exchange.changes(f"{self._prefix}:{key}")
        await self._redis.set(f"{self._prefix}:{key}", json.dumps(value), ex=seconds)

    async def noted(self, key: str) -> Any:
        """Return what was noted, or ``None``."""
        stored = await exchange.get(self._redis, f"{self._prefix}:{key}")
        return None if stored is None else json.loads(stored)

    async def forget(self, *keys: str) -> None:
        """Forget noted things."""
        names = [f"{self._prefix}:{key}" for key in keys]
        exchange.changes(*names)
        await self._redis.delete(*names)

    async def count(self, key: str, seconds: int) -> int:
        """Count one more of something within a span that begins with the first."""
        name = f"{self._prefix}:{key}"
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.set(name, 0, ex=seconds, nx=True)
            pipe.incr(name)
            _, counted = await pipe.execute()
        return int(counted)

    async def uncount(self, key: str) -> None:
        """Take back one that was counted."""
        await self._uncount(keys=[f"{self._prefix}:{key}"])

    async def claim_late(self, conversation: str, id_: str) -> bool:
        """Take one thing that was still to be said; tells whether nobody else had said it."""
        return bool(await self._redis.hdel(late_key(conversation), id_))

    async def issue(self, conversation: str, payloads: Iterable[str]) -> None:
        """Remember the payloads of buttons that are shown outside of a turn."""
        commands = [payload for payload in payloads if payload.startswith("/")]
        if commands:
            await self._redis.sadd(self._buttons_key(conversation), *commands)
            await self._redis.expire(self._buttons_key(conversation), BUTTON_SECONDS)

    def _reply_key(self, turn: Turn) -> str:
        return f"{self._prefix}:reply:{turn.conversation}:{turn.message_id}"

    def _buttons_key(self, conversation: str) -> str:
        return f"{self._prefix}:buttons:{conversation}"

    def _content(self, turn: Turn) -> str:
        """Return a keyed digest of what was said: a PIN must not be guessable from it."""
        said = f"{turn.text}\0{turn.payload or ''}".encode()
        return hmac.new(self._secret, said, hashlib.sha256).hexdigest()
