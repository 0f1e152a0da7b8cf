"""Whose number is asked about: that of somebody close is not shown, and is not taken for one's own."""

from __future__ import annotations

import pytest

from bot.flows import others
from bot.flows.dialogue import Person
from tests.bot.flows.machine import Machine
from tests.bot.flows.readings import heard

ONLY_OWN, BLOCK_OWN = ["utter_only_own_number"], ["utter_block_only_own"]


@pytest.fixture(autouse=True)
def _shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's flows bear names of their own."""
    words = {
        **others._words(),
        "shown": frozenset({"balance"}),
        "refused": frozenset({"statement"}),
        "blocked": frozenset({"give"}),
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


@pytest.mark.parametrize(
    "text",
    [
        "номер мамы заблокировать",
        "заблокируйте пожалуйста номер сына",
        "у сына телефон украли в школе",
        "мамина симка пропала закройте",
        "дочь потеряла телефон",
        "и второй мой номер",
        "заблокируйте чужой номер",
    ],
)
def test_the_number_of_somebody_close_is_not_taken_for_ones_own_to_block(text: str) -> None:
    assert Machine().hear(heard(text, "give")) == BLOCK_OWN
    unsure = heard(text, "statement", 0.3, others=(("give", 0.28), ("pay", 0.01)))
    assert Machine().hear(unsure) == BLOCK_OWN


@pytest.mark.parametrize(
    "text",
    [
        "заблокируйте мой номер",
        "сын потерял мой телефон",
        "у меня украли телефон",
        "мама сказала заблокировать симку",
    ],
)
def test_ones_own_number_is_blocked_whoever_is_named(text: str) -> None:
    assert Machine().hear(heard(text, "give")) == ["utter_ask_recipient"]


def test_who_is_not_known_may_claim_any_number() -> None:
    machine = Machine(person=Person(None, "anonymous"))
    assert machine.hear(heard("номер мамы заблокировать", "give")) == ["utter_ask_recipient"]
