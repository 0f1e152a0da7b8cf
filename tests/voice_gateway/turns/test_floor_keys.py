"""Turns by keys, and by keys and voice, in whole calls under virtual time."""

from __future__ import annotations

import pytest

from tests.voice_gateway.turns.virtual_call import STEP, VirtualCall
from voice_gateway.turns.rules import rules


@pytest.mark.parametrize("key", "35")
async def test_a_mark_by_one_key_waits_for_no_other(key: str) -> None:
    call = VirtualCall()
    call.prompt("Оцените от одного до пяти.", expect="digits", most=5)
    await call.go(1.2)
    call.press(key)
    await call.go(2 * STEP)
    turn = await call.turn()
    assert turn is not None
    assert (turn.kind, turn.text) == ("keys", key)


async def test_a_key_stops_the_prompt_and_zero_calls_a_person() -> None:
    call = VirtualCall()
    call.prompt("Очень долгий рассказ.", seconds=9.0)
    await call.go(1.0)
    call.press("0")
    await call.go(2 * STEP)
    assert not call.sounding
    turn = await call.turn()
    assert turn is not None
    assert turn.kind == "person"


async def test_a_number_by_keys() -> None:
    call = VirtualCall()
    call.prompt("На какой номер?", expect="digits")
    await call.go(1.2)
    call.press("9000000002")
    await call.go(0.1)
    turn = await call.turn()
    assert turn is not None
    assert (turn.kind, turn.text) == ("keys", "9000000002")


async def test_voice_and_keys_are_mixed_in_one_answer() -> None:
    call = VirtualCall()
    call.prompt("На какой номер?", expect="digits")
    await call.go(1.2)
    await call.go(0.8, "девятьсот")
    call.press("0000002#")
    await call.go(0.1)
    turn = await call.turn()
    assert turn is not None
    assert (turn.kind, turn.text) == ("said", "девятьсот 0000002")


async def test_keys_and_then_voice() -> None:
    call = VirtualCall()
    call.prompt("Какой код?", expect="code")
    await call.go(1.2)
    call.press("20")
    await call.go(0.5)
    await call.go(0.8, "весна")
    await call.go(1.4)
    turn = await call.turn()
    assert turn is not None
    assert turn.text == "20 весна"


async def test_a_pin_reaches_neither_journal_nor_reading() -> None:
    call = VirtualCall()
    call.prompt("Назовите пин-код.", expect="digits", secret=True)
    await call.go(1.2)
    await call.go(1.5, "один два три четыре")
    await call.go(2.0)
    turn = await call.turn()
    assert turn is not None
    assert turn.text == "один два три четыре"
    assert call.asked == []
    assert "partial" not in call.kinds()


async def test_digits_pressed_slowly_after_words_are_one_answer() -> None:
    call = VirtualCall()
    call.prompt("На какой номер?", expect="digits")
    await call.go(1.2)
    await call.go(0.8, "девятьсот")
    for key in "0000002":
        call.press(key)
        await call.go(1.5)
    call.press("#")
    await call.go(0.1)
    turn = await call.turn()
    assert turn is not None
    assert turn.text == "девятьсот 0000002"


async def test_words_after_keys_are_waited_for_to_their_end() -> None:
    call = VirtualCall()
    call.prompt("Какой код?", expect="code")
    await call.go(1.2)
    call.press("20")
    await call.go(rules().keys.between - 0.5)
    await call.go(1.0, "весна")
    await call.go(0.5)
    assert await call.turn() is None
    await call.go(1.0)
    turn = await call.turn()
    assert turn is not None
    assert turn.text == "20 весна"
