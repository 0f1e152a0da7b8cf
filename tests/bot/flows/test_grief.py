"""A death that is told of is heard: condolences once, and answers that keep it in mind."""

import pytest

from bot.flows.grief import tells_of_death
from tests.bot.flows.machine import Machine
from tests.bot.flows.readings import heard, unclear

OWNER = "faq/contract_owner_change"


@pytest.mark.parametrize(
    "said",
    [
        "мама умерла как отключить её номер",
        "у меня вчера муж умер",
        "умер мой дедушка, что с симкой",
        "папы не стало в мае",
        "бабушку похоронили а деньги списывают",
        "номер покойного отца",
        "есть свидетельство о смерти",
        "отца нет в живых",
    ],
)
def test_a_death_is_heard(said: str) -> None:
    assert tells_of_death(heard(said))


@pytest.mark.parametrize(
    "said",
    [
        "телефон умер",
        "у мамы умер телефон",
        "умерла симка у сына",
        "интернета не стало",
        "у бабушки не стало интернета",
        "надоели до смерти",
        "муж в командировке",
        "в живой очереди стоять",
    ],
)
def test_what_tells_of_no_death_is_not_taken_for_one(said: str) -> None:
    assert not tells_of_death(heard(said))


def test_condolences_come_first_and_once() -> None:
    machine = Machine()
    assert machine.hear(heard("мама умерла, что с номером", OWNER)) == [
        "utter_condolences",
        "utter_faq",
    ]
    assert machine.slots["facts"] == {"grief": True}
    machine.hear(heard("баланс", "balance"))
    assert machine.hear(heard("мама умерла, как переоформить", OWNER)) == ["utter_faq"]
    assert machine.slots["facts"] == {"grief": True}


def test_a_death_and_nothing_understood_is_asked_after() -> None:
    said = Machine().hear(unclear("папа умер"))
    assert said == ["utter_condolences", "utter_not_understood"]
