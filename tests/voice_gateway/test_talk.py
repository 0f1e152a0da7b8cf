"""What is said to a caller's turn: answers, commands, keys, fillers. No sound."""

from __future__ import annotations

import asyncio

import pytest

from tests.voice_gateway.talking import (
    SILENT,
    Room,
    ToldBot,
    says,
    until_said,
)
from voice_gateway.bot import Reply, Utterance
from voice_gateway.keypad import menu
from voice_gateway.phrases import phrases
from voice_gateway.playing.mouth import Spoken
from voice_gateway.turns.heard import Mark
from voice_gateway.turns.rules import rules
from voice_gateway.turns.turn import Turn
from voice_gateway.turns.wholeness import Reading


async def test_the_greeting_tells_of_recording_first() -> None:
    room = Room(ToldBot(), notice=True)
    await room.hold()
    assert room.said == [[phrases().notice, "Здравствуйте! Это Миа."]]


async def test_a_turn_is_given_to_the_bot_and_answered() -> None:
    room = Room(ToldBot(), says("сколько денег"))
    await room.hold()
    assert ("say", "сколько денег") in room.bot.told
    assert room.said[-1] == ["На счёте триста рублей."]


async def test_who_asks_whether_he_is_heard_is_told_so() -> None:
    room = Room(ToldBot(), says("сколько денег"), says("алло вы меня слышите"))
    await room.hold()
    assert room.said[2] == [phrases().commands["here"], phrases().listening]
    broke_in = Turn("said", "алло", heard=Mark(0, 0), voiced=1.0, ended=1.3, recognized=1.3)
    room = Room(ToldBot(), says("сколько денег"), broke_in)
    await room.hold()
    assert room.said[2] == [phrases().commands["here"], "На счёте триста рублей."]


async def test_again_slower_and_louder_are_settled_here() -> None:
    room = Room(
        ToldBot(), says("сколько денег"), says("повторите"), says("помедленнее"), says("громче")
    )
    await room.hold()
    commands = phrases().commands
    assert room.said[2:] == [
        [commands["repeat"], "На счёте триста рублей."],
        [commands["slower"], "На счёте триста рублей."],
        [commands["louder"], "На счёте триста рублей."],
    ]
    assert room.changes == ["slower", "louder"]
    assert [told for told, _ in room.bot.told] == ["start", "say"]


async def test_a_person_by_key() -> None:
    room = Room(ToldBot(), Turn("person"))
    assert await room.hold() == "queue:general"
    assert room.bot.told[-1] == ("keys", "0")


async def test_a_key_at_an_open_question_is_the_menus() -> None:
    room = Room(ToldBot(), Turn("keys", "1"))
    await room.hold()
    assert room.bot.told[-1] == ("say", menu().keys["1"].ask)


async def test_digits_go_to_the_bot_as_keys() -> None:
    asked = Reply((Utterance("На какую сумму?"),), expect="digits")
    room = Room(ToldBot({"пополни": asked}), says("пополни"), Turn("keys", "150"))
    await room.hold()
    assert room.bot.told[-1] == ("keys", "150")


async def test_a_secret_is_not_written_down() -> None:
    asked = Reply((Utterance("Назовите пин-код."),), expect="digits", secret=True)
    room = Room(ToldBot({"баланс": asked}), says("баланс"), says("один два три четыре"))
    await room.hold()
    heard = [e.facts["text"] for e in room._talk._journal.entries if e.kind == "heard"]
    assert heard == ["баланс", "•••"]


async def test_a_filler_is_said_while_the_bot_takes_its_time() -> None:
    bot = ToldBot(busy=asyncio.Event())
    room = Room(bot, says("сколько денег"))
    room.now = 1.3 + rules().fillers[0]  # so long after the end of the turn
    holding = asyncio.create_task(room.hold())
    async with asyncio.timeout(10):
        while len(room.said) < 2:
            await asyncio.sleep(0)
    assert room.spoken[1] == [Spoken(phrases().fillers[0], answers=False)]
    assert bot.busy is not None
    bot.busy.set()
    await holding
    assert room.said[-1] == ["На счёте триста рублей."]


@pytest.mark.parametrize("notice", [True, False])
async def test_a_caller_does_not_wait_for_the_greeting_in_silence(notice: bool) -> None:
    bot = ToldBot(slow_start=asyncio.Event())
    room = Room(bot, notice=notice)
    room.now = 0.0
    room.passes = rules().greeting_fillers[0] + 0.01  # so long since the call was answered
    holding = asyncio.create_task(room.hold())
    await until_said(room, 1)
    first = phrases().notice if notice else phrases().greeting_fillers[0]
    assert room.spoken == [[Spoken(first, answers=False)]]
    assert bot.slow_start is not None
    bot.slow_start.set()
    await holding
    assert room.said[1:] == [["Здравствуйте! Это Миа."]]  # and what was said is not said again


CONFIRM = Reply(
    (Utterance("Спишется сто рублей в месяц. Подключаем?", hear_out=True),), expect="yes_no"
)

TOO_SOON = Turn("spoken_over", ended=2.0)


async def test_who_answered_before_the_price_was_heard_is_asked_again_in_few_words() -> None:
    room = Room(ToldBot({"подключи": CONFIRM}), says("подключи"), TOO_SOON, TOO_SOON, says("да"))
    await room.hold()
    assert room.said[2:4] == [["Так подключаем?"], ["Скажите ещё раз: подключаем?"]]
    assert [q.expect for q in room.questions[2:4]] == ["yes_no", "yes_no"]
    assert ("say", "да") in room.bot.told


async def test_a_long_question_is_asked_again_as_yes_or_no() -> None:
    long = Reply((Utterance("Вы правда хотите закрыть номер навсегда?"),), expect="yes_no")
    room = Room(ToldBot({"закрой": long}), says("закрой"), TOO_SOON)
    await room.hold()
    assert room.said[-1] == ["Так да или нет?"]


async def test_a_greeting_is_answered_and_nothing_is_said_twice() -> None:
    room = Room(ToldBot(), says("здравствуйте девушка"))
    await room.hold()
    assert room.said[-1] == [phrases().commands["hello"]]
    assert [told for told, _ in room.bot.told] == ["start"]


async def test_what_the_bot_reads_as_a_wish_to_hear_it_again_is_repeated_here() -> None:
    again = "я не поняла что вы такое сказали"
    read = Reading(again, sure=True, topic="repeat", confidence=0.99)
    turn = Turn("said", again, (), read, voiced=1.0, ended=1.3, recognized=1.3)
    room = Room(ToldBot(), says("сколько денег"), turn, turn)
    await room.hold()
    commands = phrases().commands
    assert [said[0] for said in room.said[2:]] == [commands["repeat"], commands["slower"]]
    assert room.changes == ["slower"]


async def test_a_question_whether_he_is_there_is_not_what_is_repeated() -> None:
    room = Room(ToldBot(), says("сколько денег"), SILENT, says("повторите"))
    await room.hold()
    assert room.said[-1] == [phrases().commands["repeat"], "На счёте триста рублей."]


async def test_who_asks_twice_hears_it_more_slowly() -> None:
    room = Room(ToldBot(), says("сколько денег"), *[says("повторите пожалуйста ещё раз")] * 2)
    await room.hold()
    commands = phrases().commands
    assert [said[0] for said in room.said[2:]] == [commands["repeat"], commands["slower"]]
    assert room.changes == ["slower"]
