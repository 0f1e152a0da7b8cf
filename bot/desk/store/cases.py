"""The cases of the desk: handed over, taken, acknowledged, talked in, ended. Times are injected."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from redis.asyncio import Redis

from bot.conversation import exchange
from bot.desk.case import Case, Line, State
from bot.desk.packet import Packet
from bot.desk.rules.queueing import (
    ACKNOWLEDGE_SECONDS,
    UNWATCHED_SECONDS,
    VANISHED_SECONDS,
    rank,
)
from bot.desk.store.scripts import PREFIX, Scripts

_CALL_SECONDS = 24 * 3600
_ANNOUNCED_SECONDS = 30 * 24 * 3600
_AHEAD = -rank(0.0, 0.0, returned=True)


def standing_key(conversation: str) -> str:
    """Return the key of a conversation's open case."""
    return f"{PREFIX}of:{conversation}"


@dataclass(frozen=True, slots=True)
class Opening:
    """A case that is to be opened. ``packet`` is JSON text; ``head_start`` is in seconds.

    One whose people are ``elsewhere`` (at a telephone, at another desk) is theirs without a heartbeat.
    """

    id: str
    conversation: str
    queue: str
    reason: str
    head_start: float
    channel: str
    packet: str
    elsewhere: bool = False

    @classmethod
    def of(cls, packet: Packet, *, elsewhere: bool) -> Opening:
        """Return the case that a packet opens."""
        return cls(
            id=packet.id,
            conversation=packet.conversation,
            queue=packet.queue,
            reason=packet.reason,
            head_start=packet.head_start,
            channel=packet.channel,
            packet=packet.to_json(),
            elsewhere=elsewhere,
        )


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds which case, by which lease: what every step of his needs."""

    case: str
    login: str
    lease: int


class Cases:
    """Steps that change a case. Each happens whole or not at all, in one order for all processes."""

    def __init__(self, redis: Redis[str], now: Callable[[], float] = time.time) -> None:
        self.redis = redis
        self.now = now
        self._scripts = Scripts(redis)

    async def open(self, opening: Opening) -> tuple[str, bool]:
        """Put a conversation into the queue; returns its case, and whether that is new."""
        now = self.now()
        fields = {
            "since": now,
            "queue": opening.queue,
            "reason": opening.reason,
            "head_start": opening.head_start,
            "channel": opening.channel,
            "packet": opening.packet,
            "elsewhere": int(opening.elsewhere),
        }
        flat = [part for pair in fields.items() for part in pair]
        place = rank(now, opening.head_start)
        case, new = await self._scripts.run("open", opening.id, opening.conversation, place, *flat)
        return case, bool(new)

    async def take(self, login: str, skills: Sequence[str], case: str = "") -> Held | None:
        """Give a waiting case to somebody: this one, or the next that he serves."""
        await self.beat(login)
        taken = await self._scripts.run(
            "take", case, login, self.now(), ACKNOWLEDGE_SECONDS, *skills
        )
        return Held(taken[0], login, int(taken[1])) if taken else None

    async def give(self, case: str, login: str, giver: Held | None = None) -> Held | None:
        """Give an open case to somebody. With ``giver`` only if that one holds it."""
        lease = giver.lease if giver else ""
        args = (case, login, self.now(), ACKNOWLEDGE_SECONDS, giver.login if giver else "", lease)
        given = await self._scripts.run("give", *args)
        return Held(given[0], login, int(given[1])) if given else None

    async def acknowledge(self, held: Held) -> bool:
        """Tell that the packet has arrived; from now on that person has the conversation."""
        return bool(await self._scripts.run("acknowledge", held.case, held.login, held.lease))

    async def pass_on(self, held: Held, queue: str) -> bool:
        """Put a case into another queue, at its head."""
        case = await self.find(held.case)
        if case is None:
            return False
        place = rank(case.since, 0.0, returned=True)
        return bool(
            await self._scripts.run("release", held.case, held.login, held.lease, place, queue)
        )

    async def finish(self, held: Held, result: str) -> bool:
        """End a case with a result; doing so twice is the same."""
        args = (held.case, held.login, held.lease, result, self.now())
        return bool(await self._scripts.run("finish", *args))

    async def leave(self, conversation: str, result: str) -> str | None:
        """Take a conversation out of the queue; ``None`` where it does not wait there."""
        left = await self._scripts.run("leave", conversation, result, self.now())
        return str(left) if left else None

    async def close(self, case: str, result: str) -> State | None:
        """End a case from outside; returns the state that it had, ``None`` if it was over."""
        before = await self._scripts.run("close", case, result, self.now())
        return before or None

    async def hear(self, conversation: str, line: Line) -> State | None:
        """Write down what is said in a conversation; returns its case's state, if it has one."""
        text = json.dumps(line.to_json(), ensure_ascii=False)
        heard = await self._scripts.run("hear", conversation, line.id, text)
        return heard[0] if heard else None

    async def note(self, case: str, line: Line) -> bool:
        """Write a line beside what is said."""
        text = json.dumps(line.to_json(), ensure_ascii=False)
        return bool(await self._scripts.run("note", case, line.id, text))

    async def reap(self) -> list[str]:
        """Put back what was not acknowledged, and what its holder has left; returns the cases.

        Calls that have waited longer than any does are ended: nobody told of their end.
        """
        args = (self.now(), VANISHED_SECONDS, _AHEAD, _CALL_SECONDS)
        back: list[str] = await self._scripts.run("reap", *args)
        return back

    async def say(self, held: Held, line: Line, shown: Sequence[str], keys: Sequence[str]) -> int:
        """Write down what somebody says who holds the case, and show it to the subscriber.

        ``shown`` and ``keys`` say how (see ``lua/say.lua``). Returns 1, 0 where it was said before,
        -1 where the case is not his (any more).
        """
        text = json.dumps(line.to_json(), ensure_ascii=False)
        args = (held.case, held.login, held.lease, line.id, text, *shown)
        return int(await self._scripts.run("say", *args, keys=keys))

    async def tell(self, case: str, line: Line, shown: Sequence[str], keys: Sequence[str]) -> bool:
        """Show words to the subscriber that nobody's lease stands for, once for each line's id."""
        text = json.dumps(line.to_json(), ensure_ascii=False)
        return bool(await self._scripts.run("tell", case, line.id, text, *shown, keys=keys))

    async def announce(self, id_: str, shown: Sequence[str], keys: Sequence[str]) -> bool:
        """Show words outside of any case, once; tells whether they are shown, now or before."""
        args = (id_, _ANNOUNCED_SECONDS, *shown)
        return bool(await self._scripts.run("announce", *args, keys=keys))

    async def announce_elsewhere(self, id_: str) -> bool:
        """Note that words reach the subscriber another way, unless they were shown before."""
        return await self.announce(id_, ("",), ())

    async def beat(self, login: str) -> None:
        """Note that somebody's page is alive."""
        await self.redis.zadd(f"{PREFIX}seen", {login: self.now()})

    async def watch(self) -> None:
        """Note that heartbeats are listened to; to be called every few seconds.

        While no process listened (all were down, or stood still) nobody could be heard, so that time
        counts for nobody as absence.
        """
        now, seen = self.now(), f"{PREFIX}seen"
        before = await self.redis.getset(f"{PREFIX}watched", str(now))
        unheard = now - float(before) if before else 0.0
        if unheard <= UNWATCHED_SECONDS:
            return
        for login, at in await self.redis.zrange(seen, 0, -1, withscores=True):
            await self.redis.zadd(seen, {login: min(now, at + unheard)}, xx=True, gt=True)

    async def gone(self, login: str) -> None:
        """Note that somebody has signed out."""
        await self.redis.zrem(f"{PREFIX}seen", login)

    async def delivered(self, case: str, ids: Sequence[str]) -> None:
        """Note that the subscriber's page has these lines."""
        if ids:
            await self.redis.sadd(f"{PREFIX}delivered:{case}", *ids)
            news = {"kind": "delivered", "case": case, "ids": list(ids)}
            await self.redis.publish(f"{PREFIX}news", json.dumps(news))

    async def standing(self, conversation: str) -> State | None:
        """Return the state of a conversation's open case; one question where it has none."""
        case = await exchange.get(self.redis, standing_key(conversation))
        found = await self.redis.hget(f"{PREFIX}case:{case}", "state") if case else None
        return cast("State | None", found)

    async def move(self, conversation: str, to: str, subject: str, sureness: str) -> bool:
        """Follow a conversation to its new name, and keep who speaks in it."""
        return bool(await self._scripts.run("move", conversation, to, subject, sureness))

    async def remember_call(self, call: str, case: str) -> None:
        """Note which case a telephone call is."""
        await self.redis.set(f"{PREFIX}call:{call}", case, ex=_CALL_SECONDS)

    async def of_call(self, call: str) -> Case | None:
        """Return the case of a telephone call."""
        case = await self.redis.get(f"{PREFIX}call:{call}")
        return await self.find(case) if case else None

    async def find(self, case: str) -> Case | None:
        """Return a case."""
        raw = await self.redis.hgetall(f"{PREFIX}case:{case}")
        return Case.from_store(raw) if raw else None

    async def of(self, conversation: str) -> Case | None:
        """Return a conversation's open case."""
        case = await self.redis.get(standing_key(conversation))
        return await self.find(case) if case else None
