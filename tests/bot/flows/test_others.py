"""Whose number is asked about: that of somebody close is not shown, and is not taken for one's own."""

from __future__ import annotations

import pytest

from bot.flows import others
from tests.bot.flows.machine import Machine
from tests.bot.flows.readings import heard

ONLY_OWN = ["utter_only_own_number"]


@pytest.fixture(autouse=True)
def _shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's flows bear names of their own."""
    words = {
        **others._words(),
        "shown": frozenset({"balance"}),
        "refused": frozenset({"statement"}),
    }
    monkeypatch.setattr(others, "_words", lambda: words)


@pytest.mark.parametrize(
    "text",
    [
        "деньги на телефоне у мужа",
        "баланс сына",
        "сколько у мамы на счету",
        "сколько осталось гигов у моей младшей дочки",
        "мамин баланс",
        "за что списали деньги у отца",
    ],
)
def test_the_account_of_somebody_close_is_not_shown(text: str) -> None:
    assert Machine().hear(heard(text, "balance")) == ONLY_OWN
    assert Machine().hear(heard(text, "statement")) == ONLY_OWN  # heard as prying
    assert Machine().hear(heard(text, "balance", 0.3)) == ONLY_OWN


@pytest.mark.parametrize(
    "text",
    [
        "мой баланс",
        "сын потратил все деньги сколько осталось",
        "у меня муж спрашивает какой баланс",
        "скажи маме мой баланс",
        "девушка скажите баланс",
    ],
)
def test_ones_own_account_is_shown_whoever_is_named(text: str) -> None:
    assert Machine().hear(heard(text, "balance")) == ["action_balance"]


@pytest.mark.parametrize(
    "text", ["заплатить за маму", "номер мамы заблокировать", "деньги на номер сына"]
)
def test_what_is_done_for_somebody_close_is_no_such_question(text: str) -> None:
    assert Machine().hear(heard(text, "pay")) == ["utter_ask_sum"]


def test_where_somebody_is_stays_prying() -> None:
    machine = Machine()
    assert machine.hear(heard("где телефон мужа", "statement")) != ONLY_OWN


def test_in_the_middle_of_a_task_its_question_comes_again() -> None:
    machine = Machine()
    machine.hear(heard("оплата", "pay"))
    assert machine.hear(heard("а сколько у мамы на счету", "balance")) == [
        *ONLY_OWN,
        "utter_ask_sum",
    ]
