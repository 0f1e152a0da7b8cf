"""Whose turn it is, in whole calls under virtual time."""

from __future__ import annotations

import pytest

from tests.voice_gateway.turns.virtual_call import STEP, VirtualCall
from voice_gateway.listening.grammars import grammar
from voice_gateway.listening.listener import Heard
from voice_gateway.turns.heard import Mark
from voice_gateway.turns.rules import rules
from voice_gateway.turns.turn import Question
from voice_gateway.turns.wholeness import Reading

RULES = rules()

BALANCE = "сколько денег на счёте"


async def test_an_answer_after_the_prompt_is_a_turn() -> None:
    call = VirtualCall({BALANCE: Reading(BALANCE, sure=True, topic="check_balance")})
    call.prompt("Чем помочь?")
    await call.go(1.2)
    await call.go(1.0, BALANCE)
    said = call.now
    await call.go(0.5)
    turn = await call.turn()
    assert turn is not None
    assert (turn.kind, turn.text) == ("said", BALANCE)
    assert turn.reading is not None
    assert turn.reading.topic == "check_balance"
    assert turn.voiced == pytest.approx(said, abs=STEP)
    assert turn.ended - turn.voiced == pytest.approx(0.38, abs=2 * STEP)
    assert turn.heard is None


async def test_words_are_read_while_he_still_speaks_and_once_only() -> None:
    call = VirtualCall()
    call.prompt("Чем помочь?")
    await call.go(1.2)
    await call.go(0.5, "сколько")
    await call.go(0.5, BALANCE)
    await call.go(1.0)
    assert call.asked == ["сколько", BALANCE]


async def test_speech_stops_the_prompt_within_a_tenth_of_a_second() -> None:
    call = VirtualCall()
    call.prompt("На счёте триста рублей.", "Пополнить?", seconds=3.0)
    await call.go(1.0)
    assert call.sounding
    await call.go(0.1, "")
    assert not call.sounding


async def test_an_interruption_is_a_turn_and_tells_what_was_heard() -> None:
    call = VirtualCall()
    call.prompt("Ваш тариф Онлайн.", "В нём двадцать гигабайт.", seconds=2.0)
    await call.go(3.0)
    await call.go(0.6, "")
    await call.go(0.6, "а минуты")
    await call.go(1.0)
    turn = await call.turn()
    assert turn is not None
    assert turn.text == "а минуты"
    assert turn.heard == Mark(0, len("Ваш тариф Онлайн.") + 1 + len("В нём"))
    assert not call.player.is_playing
    assert "interrupted" in call.kinds()


async def test_after_a_cough_she_goes_on_from_the_sentence_where_she_was() -> None:
    call = VirtualCall()
    call.prompt("Первое.", "Второе.", seconds=2.0)
    await call.go(3.0)  # a second into the second sentence
    await call.go(0.2, "")
    await call.go(5.0)
    assert await call.turn() is None
    # the second sentence was said for a second, and then once more as a whole
    assert call.heard_seconds == pytest.approx(2.0 + 1.0 + 2.0, abs=0.1)
    assert "resumed" in call.kinds()


async def test_a_back_channel_does_not_stop_her() -> None:
    call = VirtualCall()
    call.prompt("Первое.", "Второе.", seconds=2.0)
    await call.go(1.0)
    await call.go(0.3, "ага")
    await call.go(5.0)
    assert await call.turn() is None
    assert call.heard_seconds == pytest.approx(4.0, abs=0.1)  # nothing lost, nothing twice
    assert call.ear.text == ""  # and its words do not stand before the next turn's


async def test_silence_after_a_prompt_is_told_and_not_during_it() -> None:
    call = VirtualCall()
    call.prompt("Чем помочь?", seconds=10.0)
    await call.go(9.9)
    assert await call.turn() is None
    await call.go(RULES.silence["open"] + 0.3)
    turn = await call.turn()
    assert turn is not None
    assert turn.kind == "silent"


async def test_sound_without_words_is_not_heard() -> None:
    call = VirtualCall()
    call.prompt("Чем помочь?")
    await call.go(1.2)
    await call.go(0.6, "")
    await call.go(RULES.endpointing.wordless + 0.1)
    turn = await call.turn()
    assert turn is not None
    assert turn.kind == "not_heard"


async def test_who_speaks_while_an_answer_begins_is_not_cut_off() -> None:
    call = VirtualCall()
    call.prompt("Чем помочь?")
    await call.go(1.2)
    await call.go(0.5, "алло")
    call.prompt("Слушаю вас.", expect="open")  # the answer to something before
    await call.go(0.6, "алло какой баланс")
    await call.go(1.0)
    turn = await call.turn()
    assert turn is not None
    assert turn.text == "алло какой баланс"


async def test_what_is_being_said_is_kept_but_where_keys_alone_count() -> None:
    call = VirtualCall()
    call.ear.is_hearing = True
    call.floor.ask(Question())
    assert call.ear.begun == []
    call.floor.ask(Question(keys_only=True))
    assert len(call.ear.begun) == 1


NOISE = "от а на бы"
MENU = Question(keys_only=True)


async def test_where_keys_alone_count_noise_is_no_turn_and_does_not_put_off_the_menu() -> None:
    call = VirtualCall()
    call.prompt("Баланс — один.", question=MENU)
    while call.player.is_playing:
        await call.go(0.1, NOISE)
    assert "interrupted" not in call.kinds()
    for _ in range(4):
        await call.go(0.8, NOISE)
        await call.go(1.0)
    turn = await call.turn()
    assert turn is not None
    assert turn.kind == "silent"


async def test_where_keys_alone_count_clear_words_are_a_turn() -> None:
    call = VirtualCall({BALANCE: Reading(BALANCE, True), "баланс": Reading("баланс", True)})
    call.prompt("Баланс — один.", question=MENU)
    await call.go(1.2)
    await call.go(0.6, "баланс")  # a single word may be noise
    await call.go(1.0)
    assert await call.turn() is None
    await call.go(1.0, BALANCE)
    await call.go(1.0)
    turn = await call.turn()
    assert turn is not None
    assert (turn.kind, turn.text) == ("said", BALANCE)


async def test_where_keys_alone_count_words_confirm_nothing() -> None:
    yes = "да конечно"
    call = VirtualCall({yes: Reading(yes, True)})
    call.prompt("Подключаем?", question=Question("yes_no", keys_only=True))
    await call.go(1.2)
    await call.go(0.6, yes)
    await call.go(1.5)
    assert await call.turn() is None


async def test_words_that_a_busy_machine_heard_all_at_once_take_the_floor() -> None:
    call = VirtualCall()
    call.prompt("Вы на связи? Скажите, что нужно.", seconds=4.0)
    await call.go(1.8)
    call.ear.text = BALANCE
    call.floor.hear(Heard(call.now, False, call.now - 0.1, BALANCE))  # its end is silence already
    await call.go(1.0)
    turn = await call.turn()
    assert turn is not None
    assert turn.text == BALANCE
    assert "interrupted" in call.kinds()


@pytest.mark.parametrize("expect", ["open", "yes_no", "digits", "code"])
async def test_the_question_chooses_the_grammar(expect: str) -> None:
    call = VirtualCall()
    call.prompt("Вопрос?", expect=expect)
    assert call.ear.begun[-1] == grammar(expect)  # type: ignore[arg-type]
    assert ("да" in call.ear.begun[-1]) == (expect == "yes_no")


async def test_a_yes_into_the_silence_before_a_question_is_no_answer_to_it() -> None:
    call = VirtualCall()
    call.prompt("Чем помочь?")
    await call.go(1.2)
    await call.go(1.0, BALANCE)
    await call.go(1.0)
    assert await call.turn() is not None
    await call.go(0.4, "да")  # while the bot takes its time
    await call.go(1.0)
    call.prompt("Спишется сто рублей. Да?", expect="yes_no", seconds=2.0, hear_out=True)
    await call.go(3.0)
    assert await call.turn() is None
    assert "too_soon" in call.kinds()


async def test_a_wish_for_a_person_while_she_waits_holds() -> None:
    call = VirtualCall()
    call.prompt("Чем помочь?")
    await call.go(1.2)
    call.press("0")
    await call.go(0.1)
    call.prompt("На счёте триста рублей.")
    await call.go(0.1)
    turn = await call.turn()
    assert turn is not None
    assert turn.kind == "person"


async def test_a_goodbye_waits_but_briefly() -> None:
    call = VirtualCall()
    call.prompt("До свидания!", parting=True)
    await call.go(1.0 + RULES.silence["parting"] + 0.1)
    turn = await call.turn()
    assert turn is not None
    assert turn.kind == "silent"


@pytest.mark.parametrize("noise", ["", "спасибо вам всего доброго"])
async def test_a_goodbye_that_is_spoken_over_comes_to_an_end(noise: str) -> None:
    call = VirtualCall()
    call.prompt("До свидания!", "Звоните.", seconds=1.5, parting=True)
    await call.go(1.0)
    await call.go(1.2, noise)
    await call.go(8.0)
    assert await call.turn() is not None
