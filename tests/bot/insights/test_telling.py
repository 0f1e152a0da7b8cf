"""Tickets come in and answers go out, each once, whatever breaks in between."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from rasa.shared.core.trackers import DialogueStateTracker

from actions.operator.call import Caller
from actions.operator.errors import OperatorError
from actions.operator.tickets import Ticket, TicketDraft
from actions.operator.tmf import TmfSystems
from bot.assistant.wording import MiaWording, as_message
from bot.conversation.reply import Utterance
from bot.insights.insights import Insights
from bot.insights.intake import TicketIntake
from bot.insights.store import InsightStore, Wanted
from bot.insights.telling import Telling
from bot.records import Records
from knowledge.facts import catalogue
from tests.bot.insights.test_insights import IRINA
from tests.operator_world import OperatorWorld, start_operator

WORDS = "верните деньги за гороскоп, я его не подключал"


class Words:
    """Says phrases as the assistant does, without its model."""

    def phrase(self, name: str, **facts: Any) -> dict[str, Any]:
        empty = DialogueStateTracker("", [])
        return as_message(MiaWording().answer(name, empty, {**catalogue(), **facts}))


async def _nowhere(*_: object) -> bool:
    """Announce as when no chat is open."""
    return False


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with start_operator(tmp_path_factory.mktemp("operator") / "operator.sqlite") as world:
        yield world


@pytest_asyncio.fixture
async def systems(world: OperatorWorld) -> AsyncIterator[TmfSystems]:
    async with world.connect() as systems:
        yield systems
    world.calm()


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[InsightStore]:
    records = Records(str(tmp_path / "records.sqlite"))
    yield InsightStore(records)
    await records.close()


async def _file(systems: TmfSystems, msisdn: str, words: str = WORDS) -> Ticket:
    draft = TicketDraft("complaint", "billing", "billing", words)
    caller = Caller(msisdn, "claimed", "app")
    return await systems.tickets.file(caller, draft, key=secrets.token_hex(8))


async def _answered(store: InsightStore, systems: TmfSystems, *numbers: str) -> list[Ticket]:
    """Let each complain, and answer them all."""
    filed = [await _file(systems, number) for number in numbers]
    insights = Insights(store)
    await TicketIntake(systems.tickets, insights).once()
    found, _ = await insights.listed(Wanted(words="гороскоп"), 0, 10)
    await insights.answer(IRINA, found[0].id, found[0].revision, "Вернули.", "answered")
    return filed


async def test_each_ticket_is_taken_in_once_by_however_many_bots(
    world: OperatorWorld, systems: TmfSystems, store: InsightStore
) -> None:
    number = world.newcomer()
    await _file(systems, number)
    insights = Insights(store)
    await asyncio.gather(*(TicketIntake(systems.tickets, insights).once() for _ in range(4)))
    await TicketIntake(systems.tickets, insights).once()
    (found, _) = await insights.listed(Wanted(words="гороскоп"), 0, 10)
    voices = (await insights.whole(found[0].id)).voices
    assert sum(voice.msisdn == number for voice in voices) == 1


async def test_what_is_filed_while_the_bot_does_not_see_it_is_not_lost(
    world: OperatorWorld, systems: TmfSystems, store: InsightStore
) -> None:
    insights = Insights(store)
    intake = TicketIntake(systems.tickets, insights)
    await intake.once()
    await _file(systems, world.newcomer(), "вышка у рынка гудит")
    world.trouble("tickets", outage=True)
    with pytest.raises(OperatorError):
        await intake.once()
    world.calm()
    async with world.connect() as again:  # its circuit is closed
        assert await TicketIntake(again.tickets, insights).once() == 1
    assert (await insights.listed(Wanted(words="гудит"), 0, 10))[1] == 1


async def test_an_answer_reaches_everybody_once_and_closes_the_tickets(
    world: OperatorWorld, systems: TmfSystems, store: InsightStore
) -> None:
    numbers = [world.newcomer(), world.newcomer()]
    filed = await _answered(store, systems, *numbers)
    telling = Telling(store, systems, Words(), _nowhere)  # type: ignore[arg-type]
    await telling.once()
    assert await telling.once() == 0
    for ticket in filed:
        assert [("Вернули." in text) for text in world.sms(ticket.msisdn)] == [True]
        seen = await systems.tickets.ticket(Caller(ticket.msisdn, "claimed", "app"), ticket.number)
        assert (seen.status, seen.answer) == ("answered", "Вернули.")


async def test_who_was_told_in_his_chat_gets_no_sms(
    world: OperatorWorld, systems: TmfSystems, store: InsightStore
) -> None:
    at_chat, away = world.newcomer(), world.newcomer()
    filed = await _answered(store, systems, at_chat, away)
    told: list[tuple[str, str]] = []

    async def announce(msisdn: str, key: str, said: Utterance) -> bool:
        assert "Вернули." in said.text
        if msisdn in (at_chat, away):  # the world has those of other tests too
            told.append((msisdn, key))
        return msisdn == at_chat

    await Telling(store, systems, Words(), announce).once()  # type: ignore[arg-type]
    assert len({key for _, key in told}) == len(told) == 2
    assert [len(world.sms(number)) for number in (at_chat, away)] == [0, 1]
    insight = (await Insights(store).listed(Wanted(words="гороскоп"), 0, 10))[0][0]
    events = (await store.whole(insight.id)).events
    assert [e.details["how"] for e in events if e.what == "told"].count("chat") == 1
    seen = await systems.tickets.ticket(Caller(at_chat, "claimed", "app"), filed[0].number)
    assert seen.status == "answered"


@pytest.mark.parametrize("trouble", [{"outage": True}, {"drop_answer": True}])
async def test_what_could_not_be_told_is_told_later_and_once(
    world: OperatorWorld, systems: TmfSystems, store: InsightStore, trouble: dict[str, Any]
) -> None:
    number = world.newcomer()
    await _answered(store, systems, number)
    world.trouble("messages", **trouble)
    with pytest.raises(OperatorError):
        await Telling(store, systems, Words(), _nowhere).once()  # type: ignore[arg-type]
    world.calm()
    async with world.connect() as again:
        await Telling(store, again, Words(), _nowhere).once()  # type: ignore[arg-type]
    assert sum("Вернули." in text for text in world.sms(number)) == 1
    assert await store.untold() == []
