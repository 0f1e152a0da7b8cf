"""The outbox: an SMS of the desk that the message system did not take is kept, and sent when it does.

What is to be sent stands in Redis until it was. Every try bears the same key, so that the message system
sends it once, also where two processes try at once or an answer was lost. After ``GIVE_UP_SECONDS`` it is
given up: an offer to call back is of no use the day after. That is written into the case.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from actions.operator.call import Caller
from actions.operator.errors import OperatorError
from actions.operator.messages import Messages
from bot.desk.case import Line
from bot.desk.store.cases import Cases
from bot.desk.store.scripts import PREFIX
from bot.desk.words import words

logger = logging.getLogger(__name__)

GIVE_UP_SECONDS = 6 * 3600.0
_LONGEST_PAUSE = 600.0  # seconds between two tries
_SHORTEST_PAUSE = 5.0
_LOOK_SECONDS = 2.0
_AT_ONCE = 20  # how many are tried before the next look

_KEPT, _DUE = f"{PREFIX}sms", f"{PREFIX}sms:due"


@dataclass(frozen=True, slots=True)
class Sms:
    """An SMS about a case. ``key`` makes it one at the message system; ``channel`` is where it arose."""

    key: str
    case: str
    msisdn: str
    sureness: str
    channel: str
    text: str


class Outbox:
    """Keeps what is to be sent, and sends it. ``now`` tells the time in seconds since 1970."""

    def __init__(
        self, cases: Cases, messages: Messages, now: Callable[[], float] = time.time
    ) -> None:
        self._cases = cases
        self._redis = cases.redis
        self._messages = messages
        self._now = now

    async def keep(self, sms: Sms) -> None:
        """Keep an SMS, the first under its key; it is due when whoever kept it had time to send it."""
        now = self._now()
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.hsetnx(_KEPT, sms.key, json.dumps({**asdict(sms), "at": now}))
            pipe.zadd(_DUE, {sms.key: now + _SHORTEST_PAUSE}, nx=True)
            await pipe.execute()

    async def drop(self, key: str) -> None:
        """Forget an SMS: it was sent, or is not to be."""
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.hdel(_KEPT, key)
            pipe.zrem(_DUE, key)
            await pipe.execute()

    async def send(self, key: str) -> bool:
        """Try to send a kept SMS; tells whether it is sent, now or before."""
        kept = await self._redis.hget(_KEPT, key)
        if kept is None:
            return True
        raw = json.loads(kept)
        at = float(raw.pop("at"))
        sms = Sms(**raw)
        caller = Caller(sms.msisdn, sms.sureness, sms.channel)
        try:
            await self._messages.send_sms(caller, sms.msisdn, sms.text, key=key)
        except OperatorError as error:
            await self._failed(sms, at, type(error).__name__)
            return False
        await self.drop(key)
        return True

    async def once(self) -> None:
        """Try what is due."""
        for key in await self._redis.zrangebyscore(
            _DUE, "-inf", self._now(), start=0, num=_AT_ONCE
        ):
            await self.send(key)

    async def run(self) -> None:
        """Do it every few seconds, until cancelled."""
        while True:
            await self.once()
            await asyncio.sleep(_LOOK_SECONDS)

    async def _failed(self, sms: Sms, at: float, why: str) -> None:
        """Put the next try off, the longer the older the SMS is, or give it up."""
        now = self._now()
        if now - at < GIVE_UP_SECONDS:
            pause = min(max(now - at, _SHORTEST_PAUSE), _LONGEST_PAUSE)
            await self._redis.zadd(_DUE, {sms.key: now + pause}, xx=True)
            return
        logger.error("the SMS of case %s is given up: %s", sms.case, why)
        line = Line(f"sms-{sms.key}", now, "desk", words()["sms_given_up"])
        await self._cases.note(sms.case, line)
        await self.drop(sms.key)
