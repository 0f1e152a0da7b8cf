"""Whose number is asked about: that of somebody close is not shown, and is not taken for one's own."""

from __future__ import annotations

import pytest

from bot.flows import others
from bot.flows.dialogue import Person
from tests.bot.flows.machine import Machine
from tests.bot.flows.readings import heard, pressed, unclear

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


BLOCK_WHAT_THEN = [
    "а как тогда быть",
    "и что делать",
    "ну и что мне теперь делать",
    "что же нам тогда делать",
]


@pytest.mark.parametrize("text", BLOCK_WHAT_THEN)
def test_what_then_is_told_the_way_that_there_is_and_after_it_a_person(text: str) -> None:
    machine = Machine()
    machine.hear(heard("номер мамы заблокировать", "give"))
    assert machine.hear(heard(text, "affirm")) == ["utter_block_instead"]
    assert machine.hear(heard(text, "affirm")) == ["utter_person_instead"]


def test_what_then_in_the_middle_of_a_task_leaves_its_question_open() -> None:
    machine = Machine()
    machine.hear(heard("оплата", "pay"))
    machine.hear(heard("а сколько у мамы на счету", "balance"))
    assert machine.hear(unclear("и как быть")) == ["utter_own_number_instead", "utter_ask_sum"]


def test_what_then_after_anything_else_is_heard_as_ever() -> None:
    machine = Machine()
    machine.hear(heard("номер мамы заблокировать", "give"))
    machine.hear(heard("мой баланс", "balance"))
    assert machine.hear(heard("а что делать", "balance")) == ["action_balance"]


def test_after_a_death_the_account_asked_about_is_that_of_the_departed() -> None:
    machine = Machine()
    machine.hear(heard("мама умерла, что с номером", "faq/contract_owner_change"))
    assert machine.hear(heard("сколько там денег", "balance")) == ["utter_departed_number"]
    assert machine.hear(unclear("и как быть")) == ["utter_departed_instead"]
    assert machine.hear(heard("а у меня сколько", "balance")) == ["action_balance"]
    assert machine.hear(pressed("balance")) == ["action_balance"]
