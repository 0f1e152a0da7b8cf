"""An SMS that the message system did not take is kept and sent later, once; or given up in writing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from actions.operator.call import Caller
from actions.operator.errors import OutcomeUnknown, Unavailable
from bot.desk.outbox import GIVE_UP_SECONDS, Outbox, Sms
from bot.desk.store.cases import Cases
from bot.desk.store.floor import Floor
from bot.desk.words import words
from tests.desk.store import Clock, desk_of, opening

SMS = Sms("left-one", "case-one", "79000001790", "network", "phone", "Перезвонить?")


@dataclass
class MessageSystem:
    """What a message system has sent, each key once; ``fails`` is what it does instead."""

    fails: Exception | None = None
    tries: int = 0
    sent: dict[str, str] = field(default_factory=dict)

    async def send_sms(self, caller: Caller, msisdn: str, text: str, *, key: str) -> str:
        self.tries += 1
        if self.fails is not None and not isinstance(self.fails, OutcomeUnknown):
            raise self.fails
        self.sent.setdefault(key, f"{msisdn}: {text}")
        if self.fails is not None:
            raise self.fails
        return key


@asynccontextmanager
async def outbox(
    url: str, clock: Clock, system: MessageSystem
) -> AsyncIterator[tuple[Outbox, Cases]]:
    async with desk_of(url, clock) as cases:
        await cases.open(opening("one", channel="phone"))
        yield Outbox(cases, system, clock), cases


def test_what_could_not_be_sent_is_sent_when_the_system_is_there_again(redis_url: str) -> None:
    asyncio.run(_sent_later(redis_url, Clock()))


async def _sent_later(url: str, clock: Clock) -> None:
    system = MessageSystem(fails=Unavailable())
    async with outbox(url, clock, system) as (box, _):
        await box.keep(SMS)
        assert not await box.send(SMS.key)
        system.fails = None
        await box.once()
        assert system.sent == {}  # not yet due
        clock.pass_by(10)
        await box.once()
        assert system.sent == {SMS.key: "79000001790: Перезвонить?"}
        clock.pass_by(3600)
        await box.once()
        assert system.tries == 2


def test_another_process_sends_what_one_has_kept(redis_url: str) -> None:
    asyncio.run(_sent_by_another(redis_url, Clock()))


async def _sent_by_another(url: str, clock: Clock) -> None:
    system = MessageSystem()
    async with outbox(url, clock, system) as (box, _):
        await box.keep(SMS)
    clock.pass_by(10)
    async with outbox(url, clock, system) as (box, _):
        await box.once()
    assert list(system.sent) == [SMS.key]


def test_a_lost_answer_is_asked_for_by_the_same_key(redis_url: str) -> None:
    asyncio.run(_answer_lost(redis_url, Clock()))


async def _answer_lost(url: str, clock: Clock) -> None:
    system = MessageSystem(fails=OutcomeUnknown())
    async with outbox(url, clock, system) as (box, _):
        await box.keep(SMS)
        assert not await box.send(SMS.key)
        system.fails = None
        clock.pass_by(10)
        await box.once()
    assert (system.tries, len(system.sent)) == (2, 1)


def test_after_the_limit_it_is_given_up_and_the_case_says_so(redis_url: str) -> None:
    asyncio.run(_given_up(redis_url, Clock()))


async def _given_up(url: str, clock: Clock) -> None:
    system = MessageSystem(fails=Unavailable())
    async with outbox(url, clock, system) as (box, cases):
        await box.keep(SMS)
        while clock.now < Clock().now + GIVE_UP_SECONDS + 1200:
            await box.once()
            clock.pass_by(60)
        lines = [(line.side, line.text) for line in await Floor(cases).lines("case-one")]
        assert lines == [("desk", words()["sms_given_up"])]
        tries, system.fails = system.tries, None
        clock.pass_by(3600)
        await box.once()
    assert system.tries == tries < 60  # the pauses grow
    assert system.sent == {}


def test_what_was_kept_first_stays_under_its_key(redis_url: str) -> None:
    asyncio.run(_kept_once(redis_url, Clock()))


async def _kept_once(url: str, clock: Clock) -> None:
    system = MessageSystem()
    async with outbox(url, clock, system) as (box, _):
        await box.keep(SMS)
        await box.keep(SMS)
        assert await box.send(SMS.key)
        assert await box.send(SMS.key)
        clock.pass_by(10)
        await box.once()
    assert system.tries == 1
