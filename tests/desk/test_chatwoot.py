"""Chatwoot as the desk: transitions, missing and repeated events, signatures."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest

from actions.service_tokens import SecretMissing
from bot.desk.case import Line
from bot.desk.chatwoot.client import Chatwoot
from bot.desk.chatwoot.desk import MARKER, ChatwootDesk
from bot.desk.chatwoot.settings import ChatwootSettings, ChatwootUnset
from bot.desk.chatwoot.webhook import is_signed
from bot.desk.packet import Packet, Spoken
from bot.desk.port import DeskFailed
from bot.desk.store.floor import Floor
from bot.desk.teller import Teller
from tests.desk import chatwoot as fake
from tests.desk.chatwoot import FakeChatwoot, message, status
from tests.desk.store import Clock, desk_of

SETTINGS = ChatwootSettings("http://chatwoot", "1", "inbox", fake.BOT_TOKEN, fake.KEY, fake.SECRET)
PACKET = Packet(
    id="case-1",
    conversation="app-1",
    place="place",
    channel="app",
    sender="sender",
    subject="79000000001",
    sureness="verified",
    reason="asked",
    queue="billing",
    head_start=0.0,
    summary=("О чём: баланс", "Миа сделала: баланс", "Попросил человека"),
    mood="calm",
    slots={},
    transcript=[Spoken("subscriber", "сколько денег", 1.0)],
    topics=["check_balance"],
    card=None,
    shows_transcript=True,
)


class Phrases:
    """Words for the teller, in place of the assistant."""

    def phrase(self, name: str, **facts: Any) -> dict[str, Any]:
        return {"text": f"{name} {facts.get('person', '')}".strip()}


@dataclass
class World:
    desk: ChatwootDesk
    there: FakeChatwoot

    async def shown(self) -> list[str]:
        """What the subscriber has been shown."""
        import json

        stored = await self.desk.cases.redis.lrange("mia:transcript:app-1", 0, -1)
        return [json.loads(entry)["messages"][0]["text"] for entry in stored]


Scenario = Callable[[World], Awaitable[None]]


@pytest.fixture
def at_chatwoot(redis_url: str, clock: Clock) -> Callable[[Scenario], None]:
    def run(scenario: Scenario) -> None:
        async def whole() -> None:
            async with desk_of(redis_url, clock) as cases:
                there = FakeChatwoot()
                client = Chatwoot(SETTINGS, there.transport())
                teller = Teller(cases, Phrases())  # type: ignore[arg-type]
                noon = datetime(2026, 1, 1, 12)
                desk = ChatwootDesk(cases, client, teller, "08:00-22:00", lambda: noon)
                await scenario(World(desk, there))
                await client.close()

        asyncio.run(whole())

    return run


def line(name: str, text: str) -> Line:
    return Line(name, 1.0, "subscriber", text)


def test_handed_over_once_from_pending_to_open(at_chatwoot: Callable[[Scenario], None]) -> None:
    async def scenario(world: World) -> None:
        place = await world.desk.hand_over(PACKET)
        again = await world.desk.hand_over(replace(PACKET, id="case-2"))
        assert (place.is_new, again.is_new) == (True, False)
        assert world.there.transitions == [(1, "pending", "open")]
        conversation = world.there.conversations[1]
        assert conversation["custom_attributes"][MARKER] == "case-1"
        note = conversation["messages"][0]
        assert note["private"] is True
        assert "О чём: баланс" in note["content"]
        assert "сколько денег" in note["content"]

    at_chatwoot(scenario)


def test_a_person_talks_and_resolves(at_chatwoot: Callable[[Scenario], None]) -> None:
    async def scenario(world: World) -> None:
        desk = world.desk
        await desk.hand_over(PACKET)
        assert await desk.standing("app-1") == "waiting"
        await desk.happened(message(1, 11, "Добрый день"))
        assert await desk.standing("app-1") == "held"
        await desk.happened(message(1, 11, "Добрый день"))  # delivered twice
        assert await desk.hear("app-1", line("s1", "спасибо")) == "held"
        assert world.there.said(1, "incoming") == ["спасибо"]
        await desk.happened(status(1, "resolved"))
        await desk.happened(status(1, "resolved"))
        assert await desk.standing("app-1") is None
        assert await world.shown() == ["utter_person_joined Мария", "Добрый день"]
        assert await desk.cases.redis.xlen("mia:{desk}:closings") == 1

    at_chatwoot(scenario)


@pytest.mark.parametrize(
    "event",
    [
        message(1, 11, "заметка", private=True),
        message(1, 12, "бот", sender={"name": "Миа", "type": "agent_bot"}),
        message(1, 13, "абонент", message_type="incoming", sender={"type": "contact"}),
        message(99, 14, "чужой разговор"),
        {"event": "webwidget_triggered"},
        {},
    ],
)
def test_what_is_not_a_persons_word_reaches_nobody(
    at_chatwoot: Callable[[Scenario], None], event: dict[str, Any]
) -> None:
    async def scenario(world: World) -> None:
        await world.desk.hand_over(PACKET)
        await world.desk.happened(event)
        assert await world.shown() == []
        assert await world.desk.standing("app-1") == "waiting"

    at_chatwoot(scenario)


def test_a_missing_change_of_status_is_read_off_the_update(
    at_chatwoot: Callable[[Scenario], None],
) -> None:
    async def scenario(world: World) -> None:
        await world.desk.hand_over(PACKET)
        await world.desk.happened(message(1, 11, "Добрый день"))
        await world.desk.happened(status(1, "resolved", "conversation_updated"))
        assert await world.desk.standing("app-1") is None

    at_chatwoot(scenario)


def test_given_back_to_the_bot_is_mias_again(at_chatwoot: Callable[[Scenario], None]) -> None:
    async def scenario(world: World) -> None:
        await world.desk.hand_over(PACKET)
        await world.desk.happened(message(1, 11, "Добрый день"))
        await world.desk.happened(status(1, "pending"))
        assert await world.desk.standing("app-1") is None
        assert (await world.desk.hand_over(replace(PACKET, id="case-2"))).is_new

    at_chatwoot(scenario)


def test_what_is_reported_late_of_the_time_before_ends_nothing(
    at_chatwoot: Callable[[Scenario], None],
) -> None:
    """Mia's marker was set while the conversation was pending still."""

    async def scenario(world: World) -> None:
        await world.desk.hand_over(PACKET)
        marked = {"changed_attributes": [{"custom_attributes": {"current_value": {}}}]}
        await world.desk.happened({**status(1, "pending", "conversation_updated"), **marked})
        assert await world.desk.standing("app-1") == "waiting"
        given_back = {"changed_attributes": [{"status": {"current_value": "pending"}}]}
        await world.desk.happened({**status(1, "pending", "conversation_updated"), **given_back})
        assert await world.desk.standing("app-1") is None

    at_chatwoot(scenario)


def test_who_signs_in_while_he_waits_hears_the_person_all_the_same(
    at_chatwoot: Callable[[Scenario], None],
) -> None:
    """His conversation has another name from then on."""

    async def scenario(world: World) -> None:
        await world.desk.hand_over(PACKET)
        await world.desk.move("app-1", "app-2", "79000000001", "verified")
        await world.desk.happened(message(1, 11, "Добрый день"))
        assert await world.desk.standing("app-2") == "held"
        assert await world.desk.question("app-2") == "Добрый день"
        assert await world.desk.hear("app-2", line("s1", "спасибо")) == "held"
        assert world.there.said(1, "incoming") == ["спасибо"]

    at_chatwoot(scenario)


def test_typing_is_no_trouble_where_chatwoot_is_down(
    at_chatwoot: Callable[[Scenario], None],
) -> None:
    async def scenario(world: World) -> None:
        await world.desk.hand_over(PACKET)
        world.there.down = True
        await world.desk.typing("app-1")
        assert await world.desk.standing("app-1") == "waiting"

    at_chatwoot(scenario)


def test_people_elsewhere_keep_it_without_a_heartbeat(
    at_chatwoot: Callable[[Scenario], None], clock: Clock
) -> None:
    async def scenario(world: World) -> None:
        await world.desk.hand_over(PACKET)
        await world.desk.happened(message(1, 11, "Добрый день"))
        clock.pass_by(3600)
        assert await world.desk.cases.reap() == []
        assert [case.state for case in await Floor(world.desk.cases).taken()] == ["held"]

    at_chatwoot(scenario)


def test_a_chatwoot_that_is_down_is_said_so(at_chatwoot: Callable[[Scenario], None]) -> None:
    async def scenario(world: World) -> None:
        world.there.down = True
        with pytest.raises(DeskFailed):
            await world.desk.hand_over(PACKET)
        assert await world.desk.standing("app-1") is None
        world.there.down = False
        assert (await world.desk.hand_over(PACKET)).is_new

    at_chatwoot(scenario)


def test_secrets_of_a_person_are_not_kept(at_chatwoot: Callable[[Scenario], None]) -> None:
    async def scenario(world: World) -> None:
        await world.desk.hand_over(PACKET)
        await world.desk.happened(message(1, 11, "ваша карта 4276 1609 7432 6101"))
        assert "4276" not in str(await world.shown())

    at_chatwoot(scenario)


BODY = b'{"event": "message_created"}'


@pytest.mark.parametrize(
    ("headers", "believed"),
    [
        (fake.signed(BODY, 1000), True),
        (fake.signed(BODY, 1000, "another"), False),
        (fake.signed(b"{}", 1000), False),
        (fake.signed(BODY, 600), False),  # replayed
        ({**fake.signed(BODY, 600), "x-chatwoot-timestamp": "1000"}, False),
        ({}, False),
    ],
)
def test_only_a_fresh_right_signature_is_believed(headers: dict[str, str], believed: bool) -> None:
    assert is_signed(SETTINGS, headers, BODY, now=1010.0) is believed


def test_older_chatwoot_signs_nothing() -> None:
    assert is_signed(replace(SETTINGS, secret=""), {}, BODY, now=0.0)


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIA_CHATWOOT_URL", "http://chatwoot")
    with pytest.raises(ChatwootUnset, match="MIA_CHATWOOT_TOKEN"):
        ChatwootSettings.from_environment()


def test_a_key_that_can_be_guessed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("URL", "ACCOUNT", "INBOX", "TOKEN"):
        monkeypatch.setenv(f"MIA_CHATWOOT_{name}", "http://chatwoot")
    monkeypatch.setenv("MIA_CHATWOOT_KEY", "short")
    with pytest.raises(SecretMissing, match="MIA_CHATWOOT_KEY"):
        ChatwootSettings.from_environment()
    monkeypatch.setenv("MIA_CHATWOOT_KEY", "k" * 32)
    assert ChatwootSettings.from_environment().key == "k" * 32
