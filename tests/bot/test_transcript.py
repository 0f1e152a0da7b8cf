"""The transcript: what is shown again, and what is masked in it."""

import pytest

from bot.conversation.reply import Reply, Utterance
from bot.conversation.transcript import MASK, Entry, entry, shown
from bot.conversation.turn import Turn

BUTTON = {"title": "Да", "payload": "/affirm"}


def made(text: str, *, awaits_pin: bool = False, payload: str | None = None) -> Entry:
    said = Utterance("Готово?", "Готово?", buttons=(BUTTON,), card={"kind": "account"})
    turn = Turn("app", "sender", text, payload=payload)
    return entry(turn, Reply((said,), expect="yes_no"), 5.0, awaits_pin=awaits_pin)


@pytest.mark.parametrize("text", ["1975", "19 75", "мой пин 1975", "197", "один девять семь пять"])
def test_what_may_be_a_pin_is_masked(text: str) -> None:
    assert made(text, awaits_pin=True)["user"] == MASK


def test_words_are_kept_while_a_pin_is_awaited() -> None:
    assert made("не помню", awaits_pin=True)["user"] == "не помню"


def test_digits_are_kept_while_no_pin_is_awaited() -> None:
    assert made("пополни на 1975")["user"] == "пополни на 1975"


def test_only_the_last_turn_has_buttons() -> None:
    lines = shown([made("раз"), made("два")])
    assert [line["text"] for line in lines] == ["раз", "Готово?", "два", "Готово?"]
    assert [line["buttons"] for line in lines if line["from"] == "mia"] == [[], [BUTTON]]
    assert all(line["card"] for line in lines if line["from"] == "mia")


def test_nothing_said_is_no_line() -> None:
    assert [line["from"] for line in shown([made("")])] == ["mia"]
