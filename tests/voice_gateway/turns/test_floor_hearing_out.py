"""Prompts that must be heard out, in whole calls under virtual time."""

from __future__ import annotations

import pytest

from tests.voice_gateway.turns.virtual_call import STEP, VirtualCall
from voice_gateway.turns.rules import rules


async def test_a_prompt_that_must_be_heard_out_is_heard_out() -> None:
    call = VirtualCall()
    call.prompt("Спишется сто рублей. Да?", expect="yes_no", seconds=3.0, hear_out=True)
    await call.go(1.0)
    await call.go(0.4, "да")
    await call.go(0.6)
    assert call.sounding
    await call.go(1.1)
    assert call.heard_seconds == pytest.approx(3.0, abs=0.1)
    turn = await call.turn()
    assert turn is not None
    assert (turn.kind, turn.text) == (
        "spoken_over",
        "",
    )  # no answer to it: he is asked again at once
    call.prompt("Так да?", expect="yes_no")
    await call.go(1.1)
    await call.go(0.4, "да")
    await call.go(0.4)
    turn = await call.turn()
    assert turn is not None
    assert (turn.kind, turn.text) == ("said", "да")


PRICE = "Спишется сто рублей. Подключаем?"


async def test_a_yes_in_the_last_stretch_of_a_price_is_the_answer() -> None:
    call = VirtualCall()
    call.prompt(PRICE, expect="yes_no", seconds=3.0, hear_out=True)
    await call.go(3.0 - rules().barge_in.late + 0.1)
    await call.go(0.3 + STEP, "да")
    assert call.heard_seconds == pytest.approx(3.0, abs=0.1)  # and it is heard to its end
    await call.go(0.4)
    turn = await call.turn()
    assert turn is not None
    assert (turn.kind, turn.text) == ("said", "да")


async def test_a_yes_that_began_before_the_price_and_goes_on_over_its_end_is_none() -> None:
    call = VirtualCall()
    call.prompt(PRICE, expect="yes_no", seconds=3.0, hear_out=True)
    await call.go(2.0)
    await call.go(1.4, "да да конечно давайте")
    await call.go(0.8)
    turn = await call.turn()
    assert turn is not None
    assert (turn.kind, turn.text) == ("spoken_over", "да да конечно давайте")
    assert call.heard_seconds == pytest.approx(3.0, abs=0.1)


@pytest.mark.parametrize("words", ["нет", "не надо ничего", "помедленнее"])
async def test_what_agrees_to_nothing_is_taken_up_before_the_price_is_over(words: str) -> None:
    call = VirtualCall()
    call.prompt(PRICE, expect="yes_no", seconds=5.0, hear_out=True)
    await call.go(1.0)
    await call.go(0.5, words)
    await call.go(0.6)
    turn = await call.turn()
    assert turn is not None
    assert (turn.kind, turn.text) == ("said", words)
    assert not call.sounding


async def test_a_key_before_the_price_was_heard_agrees_to_nothing() -> None:
    call = VirtualCall()
    call.prompt(PRICE, expect="yes_no", seconds=3.0, hear_out=True)
    await call.go(1.0)
    call.press("1")
    await call.go(0.5)
    assert call.sounding
    assert await call.turn() is None
    await call.go(1.7)
    turn = await call.turn()
    assert turn is not None
    assert turn.kind == "spoken_over"


async def test_a_cough_over_a_price_asks_nothing_again() -> None:
    call = VirtualCall()
    call.prompt(PRICE, expect="yes_no", seconds=3.0, hear_out=True)
    await call.go(1.0)
    await call.go(0.3, "")
    await call.go(2.5)
    assert await call.turn() is None
