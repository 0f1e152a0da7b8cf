"""How a call comes to its end: a mark, a goodbye, a transfer. No sound."""

from __future__ import annotations

import pytest

from tests.voice_gateway.talking import (
    NOT_HEARD,
    SILENT,
    Room,
    ToldBot,
    says,
)
from voice_gateway.bot import Reply, Utterance
from voice_gateway.phrases import phrases
from voice_gateway.turns.turn import Turn

MARK = Reply(
    (Utterance("Оцените разговор от одного до пяти."),),
    expect="digits",
    most=5,
    directive={"hang_up": "unless_answered"},
)


async def test_who_gives_no_mark_is_bidden_goodbye_and_not_asked_again() -> None:
    room = Room(ToldBot({"до свидания": MARK}), says("до свидания"), SILENT)
    assert await room.hold() == "hangup"
    assert room.said[1:] == [["Оцените разговор от одного до пяти."], [phrases().unanswered]]
    assert not room.questions[1].parting  # he is given the time that digits take


async def test_a_mark_is_taken_before_the_call_ends() -> None:
    thanks = Reply((Utterance("Спасибо."),), directive={"hang_up": "goodbye"})
    bot = ToldBot({"до свидания": MARK, "5": thanks})
    room = Room(bot, says("до свидания"), Turn("keys", "5"))
    assert await room.hold() == "hangup"
    assert room.said[-1] == ["Спасибо."]


async def test_goodbye_ends_the_call_after_it_was_said() -> None:
    bye = Reply((Utterance("До свидания!"),), directive={"hang_up": "goodbye"})
    room = Room(ToldBot({"пока": bye}), says("пока"))
    assert await room.hold() == "hangup"
    assert room.said[-1] == ["До свидания!"]


async def test_words_over_a_goodbye_are_answered() -> None:
    bye = Reply((Utterance("До свидания!"),), directive={"hang_up": "goodbye"})
    room = Room(ToldBot({"пока": bye}), says("пока"), says("ой а сколько денег"))
    assert await room.hold() is None
    assert room.said[-1] == ["На счёте триста рублей."]


@pytest.mark.parametrize("turn", [SILENT, NOT_HEARD])
async def test_a_transfer_waits_for_words_only(turn: Turn) -> None:
    room = Room(ToldBot(), Turn("person"), turn)
    assert await room.hold() == "queue:general"
    assert room.questions[-1].parting
    assert room.said[-1] == ["Соединяю."]


async def test_words_before_a_transfer_do_not_change_its_queue() -> None:
    thanks = Reply((Utterance("Пожалуйста!"),), directive={"transfer": ""})
    room = Room(ToldBot({"спасибо": thanks}), Turn("person"), says("спасибо"))
    assert await room.hold() == "queue:general"
    assert room.said[-1] == ["Пожалуйста!"]


async def test_a_call_back_may_be_asked_for_before_the_transfer() -> None:
    when = Reply((Utterance("Перезвонить сегодня?"),), expect="yes_no")
    room = Room(ToldBot({"перезвоните": when}), Turn("person"), says("перезвоните"))
    assert await room.hold() is None
    assert room.said[-1] == ["Перезвонить сегодня?"]
