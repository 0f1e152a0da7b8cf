"""What is told unasked comes into the chat that is open, once, and else is left to another way."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from redis.asyncio import Redis

from bot.conversation.memory import late_key, transcript_key
from bot.conversation.presence import GONE_SECONDS, Here, Presence
from bot.conversation.reply import Utterance
from bot.desk.announcing import Announcing
from bot.desk.store.cases import Cases
from bot.desk.voice import LIVE
from tests.desk.store import Clock, opening

ANNA = "79000000001"
SAID = Utterance("Ответ на вашу жалобу: вернули.", "Ответ на вашу жалобу: вернули.")


@dataclass
class World:
    """A process: its connection, the desk's cases, and who has a chat open there."""

    redis: Redis[str]
    cases: Cases
    presence: Presence

    async def announce(self, key: str = "insight-1") -> bool:
        return await Announcing(self.cases, self.presence).announce(ANNA, key, SAID)

    async def open(self, channel: str = "app", until: float = 2e9) -> None:
        await self.presence.enter("line", Here(ANNA, channel, f"{channel}-anna", until))


@pytest_asyncio.fixture
async def world(redis_url: str, clock: Clock) -> AsyncIterator[World]:
    async with Redis.from_url(redis_url, decode_responses=True) as redis:
        yield World(redis, Cases(redis, clock), Presence(redis, "s" * 32, clock))


async def test_it_comes_into_the_open_chat_live_and_in_its_transcript_once(world: World) -> None:
    await world.open()
    async with world.redis.pubsub(ignore_subscribe_messages=True) as heard:
        await heard.subscribe(f"{LIVE}app-anna")
        await heard.get_message(timeout=1.0)
        assert all(await asyncio.gather(*(world.announce() for _ in range(5))))
        frame = await heard.get_message(timeout=5.0)
        assert frame is not None
        assert json.loads(frame["data"])["said"]["text"] == SAID.text
        assert await heard.get_message(timeout=0.2) is None
    entries = await world.redis.lrange(transcript_key("app-anna"), 0, -1)
    assert [json.loads(entry)["messages"][0]["text"] for entry in entries] == [SAID.text]


async def test_a_widget_without_a_transcript_keeps_it_until_it_is_there(world: World) -> None:
    await world.open("socketio")
    assert await world.announce()
    assert await world.redis.hkeys(late_key("socketio-anna")) == ["insight-1"]


async def test_a_closed_chat_gets_nothing_and_what_was_decided_stays(world: World) -> None:
    assert not await world.announce()
    await world.open()
    assert not await world.announce(), "the SMS is on its way"
    assert await world.announce("insight-2")
    await world.presence.leave("line")
    assert await world.announce("insight-2"), "it was told there before"
    assert await world.redis.llen(transcript_key("app-anna")) == 1


async def test_a_process_that_died_has_no_open_chats(world: World, clock: Clock) -> None:
    await world.open()
    clock.pass_by(GONE_SECONDS - 1)
    assert await world.presence.find(ANNA)
    await world.presence.tell()
    clock.pass_by(GONE_SECONDS - 1)
    assert await world.presence.find(ANNA) == ("app", "app-anna")
    clock.pass_by(2)
    assert await world.presence.find(ANNA) is None


async def test_whose_session_has_run_out_is_nobody(world: World, clock: Clock) -> None:
    await world.open(until=clock.now + 600)
    clock.pass_by(30)
    await world.presence.tell()
    assert await world.presence.find(ANNA)
    clock.pass_by(571)
    await world.presence.tell()
    assert await world.presence.find(ANNA) is None


async def test_one_of_two_pages_closes(world: World) -> None:
    await world.open()
    await world.presence.enter("other", Here(ANNA, "app", "app-anna", 2e9))
    await world.presence.leave("line")
    assert await world.presence.find(ANNA) == ("app", "app-anna")


async def test_the_number_stands_nowhere(world: World) -> None:
    await world.open()
    assert not [key async for key in world.redis.scan_iter("*") if ANNA in key]


@pytest.mark.parametrize("state", ["offered", "held"])
async def test_mia_is_silent_where_a_person_speaks(world: World, state: str) -> None:
    await world.open()
    await world.cases.open(opening("anna"))
    held = await world.cases.take("olga", ())
    assert held
    if state == "held":
        await world.cases.acknowledge(held)
    assert not await world.announce()
