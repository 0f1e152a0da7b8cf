"""A yes that no question asked for takes what was offered, or says that an answer was heard."""

import pytest

from bot.flows.agreeing import offers
from bot.flows.dialogue import Offer
from tests.bot.flows.machine import Machine
from tests.bot.flows.readings import heard

TERMS, NEWS = "faq/terms", "faq/news"


@pytest.fixture
def machine() -> Machine:
    return Machine(offers={TERMS: Offer("pay", asked=True), NEWS: Offer("pay", asked=False)})


@pytest.mark.parametrize("said", ["да", "давайте", "хорошо", "ага, давай"])
def test_a_yes_to_an_answer_that_asks_begins_its_task(machine: Machine, said: str) -> None:
    machine.hear(heard("какие условия", TERMS))
    assert machine.hear(heard(said, "affirm")) == ["utter_ask_sum"]


@pytest.mark.parametrize(("said", "begun"), [("давайте", True), ("хорошо", False), ("ясно", False)])
def test_an_answer_that_does_not_ask_wants_more_than_a_nod(
    machine: Machine, said: str, begun: bool
) -> None:
    machine.hear(heard("что нового", NEWS))
    expected = ["utter_ask_sum"] if begun else ["utter_acknowledged"]
    assert machine.hear(heard(said, "affirm")) == expected


@pytest.mark.parametrize(
    "said", ["понятно", "ясно спасибо", "ну хорошо", "окей, понял", "всё ясно", "а понятно", "угу"]
)
def test_an_answer_that_was_heard_needs_no_more(machine: Machine, said: str) -> None:
    machine.hear(heard("баланс", "balance"))
    assert machine.hear(heard(said, "out_of_scope")) == ["utter_acknowledged"]


@pytest.mark.parametrize("said", ["не понял", "понятно?", "хорошо, а сколько стоит"])
def test_what_asks_or_denies_is_no_nod(machine: Machine, said: str) -> None:
    machine.hear(heard("баланс", "balance"))
    assert machine.hear(heard(said, "repeat")) != ["utter_acknowledged"]


def test_a_yes_after_nothing_is_still_asked_about(machine: Machine) -> None:
    assert machine.hear(heard("да", "affirm")) == ["utter_nothing_to_affirm"]


def test_an_open_question_keeps_its_yes(machine: Machine) -> None:
    machine.hear(heard("заплати 50", "pay"))
    assert machine.hear(heard("хорошо", "affirm")) == ["action_pay"]


def test_the_articles_offer_their_tasks() -> None:
    assert offers()["faq/promised_payment_terms"] == Offer("promised_payment", asked=True)
    assert all(offer.task for offer in offers().values())
