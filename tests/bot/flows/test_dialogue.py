"""How a flow runs, and the repair that all flows share, as a pure machine without Rasa."""

import pytest

from bot.flows.dialogue import Person
from bot.flows.state import CONFIRM, State
from tests.bot.flows.machine import Machine
from tests.bot.flows.readings import answered, heard, pressed, unclear

CONFIRM_PAY = "utter_confirm_pay"


@pytest.fixture
def machine() -> Machine:
    return Machine()


def at_confirmation() -> Machine:
    """Return a machine that has asked whether to pay 50."""
    machine = Machine()
    assert machine.hear(heard("заплати 50", "pay")) == [CONFIRM_PAY]
    return machine


def test_questions_come_in_the_order_of_the_flow(machine: Machine) -> None:
    assert machine.hear(heard("заплати", "pay")) == ["utter_ask_sum"]
    assert machine.hear(unclear("500")) == ["utter_ask_purpose"]
    assert machine.hear(unclear("брямс")) == [CONFIRM_PAY]
    assert machine.hear(unclear("да")) == ["action_pay"]
    assert machine.state.stack == []
    assert machine.slots["sum"] is None


def test_a_question_whose_condition_does_not_hold_is_left_out(machine: Machine) -> None:
    machine.hear(heard("заплати", "pay"))
    assert machine.hear(unclear("50")) == [CONFIRM_PAY]


def test_what_was_told_at_first_is_not_asked(machine: Machine) -> None:
    assert machine.hear(heard("заплати 50 рублей", "pay")) == [CONFIRM_PAY]
    assert machine.slots["sum"] == "50"


def test_a_pressed_answer_fills_the_open_question(machine: Machine) -> None:
    machine.hear(heard("заплати", "pay"))
    assert machine.hear(answered("70")) == [CONFIRM_PAY]
    assert machine.slots["sum"] == "70"


def test_a_link_goes_on_with_the_other_flow(machine: Machine) -> None:
    assert machine.hear(heard("в объезд", "detour")) == ["action_balance"]
    assert machine.state.stack == []


def test_nothing_runs_before_the_yes() -> None:
    machine = at_confirmation()
    assert machine.state.asked == CONFIRM
    assert machine.hear(heard("кто ты", "bot_challenge")) == ["utter_bot_challenge", CONFIRM_PAY]
    assert machine.hear(pressed("affirm")) == ["action_pay"]


def test_a_no_drops_the_task() -> None:
    machine = at_confirmation()
    assert machine.hear(unclear("нет")) == ["utter_cancelled"]
    assert machine.state.stack == []


def test_the_key_is_made_anew_at_each_question_for_a_yes() -> None:
    machine = at_confirmation()
    first = machine.slots["operation_key"]
    assert machine.hear(unclear("лучше 60")) == ["utter_corrected", CONFIRM_PAY]
    second = machine.slots["operation_key"]
    assert machine.hear(heard("какой баланс", "balance"))[-1] == CONFIRM_PAY
    assert len({first, second, machine.slots["operation_key"]}) == 3


def test_a_question_that_is_asked_again_without_a_change_keeps_nothing_confirmed() -> None:
    machine = at_confirmation()
    assert machine.hear(unclear("хм")) == ["utter_still_confirm"]
    assert machine.state.stack[-1].confirmed is False
    assert machine.slots["operation_key"] == "key-1"


@pytest.mark.parametrize("text", ["лучше 60", "нет, 60", "не 50, а 60 рублей", "60 рублей"])
@pytest.mark.parametrize("topic", ["balance", "deny", "greet"])
def test_a_sum_is_put_right_whatever_the_classifier_says(text: str, topic: str) -> None:
    machine = at_confirmation()
    assert machine.hear(heard(text, topic, 0.88)) == ["utter_corrected", CONFIRM_PAY]
    assert machine.slots["sum"] == "60"


def test_a_sum_in_another_matter_puts_nothing_right() -> None:
    machine = at_confirmation()
    done = machine.hear(heard("хватит ли мне 60 рублей на балансе", "balance"))
    assert done == ["action_balance", "utter_resume", CONFIRM_PAY]
    assert machine.slots["sum"] == "50"


def test_another_sum_without_the_sum_is_asked_for() -> None:
    machine = at_confirmation()
    assert machine.hear(unclear("другая сумма")) == ["utter_corrected", "utter_ask_sum"]


@pytest.mark.parametrize("topic", ["cancel", "deny"])
def test_cancel_at_a_question(machine: Machine, topic: str) -> None:
    machine.hear(heard("заплати", "pay"))
    assert machine.hear(heard("передумала", topic)) == ["utter_cancelled"]
    assert machine.state.stack == []
    assert machine.slots["facts"] == {"flow_name": "оплата"}


def test_an_article_in_the_middle_and_back(machine: Machine) -> None:
    machine.hear(heard("заплати", "pay"))
    assert machine.hear(heard("есть ли комиссия", "faq/fee")) == ["utter_faq", "utter_ask_sum"]
    assert machine.slots["article"] == "fee"
    assert machine.hear(unclear("50")) == [CONFIRM_PAY]


def test_a_task_in_the_middle_and_back(machine: Machine) -> None:
    machine.hear(heard("заплати 50", "pay"))
    assert machine.hear(heard("подари", "give")) == ["utter_ask_recipient"]
    assert [frame.flow for frame in machine.state.stack] == ["pay", "give"]
    asked = machine.hear(unclear("79000001005"))
    assert asked == ["action_quote", "utter_confirm_give"]
    assert machine.hear(unclear("да")) == ["action_give", "utter_resume", CONFIRM_PAY]
    assert machine.slots["sum"] == "50"


def test_the_same_task_again_is_not_put_on_the_stack_twice(machine: Machine) -> None:
    machine.hear(heard("заплати 50", "pay"))
    machine.hear(heard("какой баланс", "balance"))
    assert machine.hear(heard("заплати 70 рублей", "pay"))[-1] == CONFIRM_PAY
    assert [frame.flow for frame in machine.state.stack] == ["pay"]
    assert machine.slots["sum"] == "70"


def test_the_question_is_repeated_by_the_action(machine: Machine) -> None:
    machine.hear(heard("заплати", "pay"))
    assert machine.hear(heard("повтори", "repeat")) == ["action_repeat"]
    assert machine.state.asked == "sum"


def test_two_needs_are_answered_one_after_another(machine: Machine) -> None:
    done = machine.hear(heard("баланс и заплати 50 рублей", "balance", needs=("balance", "pay")))
    assert done == ["action_balance", "utter_next_need", CONFIRM_PAY]
    assert machine.slots["sum"] == "50"


def test_a_clarification_is_answered_by_its_place(machine: Machine) -> None:
    likely = heard("деньги", "balance", 0.3, others=(("pay", 0.25), ("faq/fee", 0.1)))
    assert machine.hear(likely) == ["utter_clarify"]
    assert machine.state.offered == ["balance", "pay", "faq/fee"]
    assert machine.hear(unclear("второе")) == ["utter_ask_sum"]
    assert machine.state.offered == []


def test_a_clarification_with_one_reading_is_none(machine: Machine) -> None:
    assert machine.hear(heard("деньги", "balance", 0.3)) == ["utter_not_understood"]


def test_misses_lead_to_a_person_and_are_forgotten_when_something_is_understood(
    machine: Machine,
) -> None:
    assert machine.hear(unclear("брямс")) == ["utter_not_understood"]
    assert machine.hear(unclear("тырямс")) == ["utter_offer_person"]
    machine.hear(heard("какой баланс", "balance"))
    assert machine.hear(unclear("брямс")) == ["utter_not_understood"]


def test_misses_in_a_task(machine: Machine) -> None:
    machine.hear(heard("заплати", "pay"))
    assert machine.hear(unclear("брямс")) == ["utter_answer_unclear", "utter_ask_sum"]
    assert machine.hear(unclear("тырямс")) == ["utter_too_many_misses_in_task"]
    assert machine.hear(unclear("50")) == [CONFIRM_PAY]


def test_out_of_scope_is_said_so(machine: Machine) -> None:
    assert machine.hear(heard("погода", "out_of_scope")) == ["utter_out_of_scope"]


def test_someone_in_need_drops_everything() -> None:
    machine = at_confirmation()
    assert machine.hear(heard("помогите, пожар", "emergency")) == ["utter_emergency"]
    assert machine.state.stack == []
    assert machine.slots["sum"] is None
    assert machine.hear(unclear("да")) == ["utter_not_understood"]


def test_a_failed_action_ends_the_flow() -> None:
    machine = at_confirmation()
    machine.outcomes["action_pay"] = {"refusal": "failed"}
    assert machine.hear(unclear("да")) == ["action_pay"]
    assert machine.state.stack == []
    assert machine.slots["refusal"] is None


def test_a_refusal_goes_where_the_flow_says(machine: Machine) -> None:
    machine.outcomes["action_quote"] = {"refusal": "to_oneself"}
    asked = machine.hear(heard("подари 79000001005", "give"))
    assert asked == ["action_quote", "utter_ask_recipient"]
    machine.outcomes["action_quote"] = {"refusal": None}
    assert machine.hear(unclear("79000001006")) == ["action_quote", "utter_confirm_give"]


def test_what_is_pending_is_looked_at_first(machine: Machine) -> None:
    machine.slots["pending"] = {"action": "action_pay"}
    assert machine.hear(unclear("брямс")) == ["action_check_pending"]
    assert machine.hear(heard("ну что там?", "balance", 0.7)) == ["action_check_pending"]
    both = machine.hear(heard("какой баланс", "balance"))
    assert both == ["action_check_pending", "action_balance"]
    machine.slots["pending"] = None
    assert machine.hear(heard("какой баланс", "balance")) == ["action_balance"]


def test_one_who_is_not_surely_enough_himself_is_identified_first(machine: Machine) -> None:
    assert machine.hear(heard("детализация", "statement")) == ["utter_identify_verified"]
    assert machine.state.stack == []
    machine.person = Person("79000000001", "verified")
    assert machine.hear(heard("детализация", "statement")) == ["action_statement"]


@pytest.mark.parametrize(
    ("topic", "phrase"),
    [
        ("cancel", "utter_nothing_to_cancel"),
        ("deny", "utter_nothing_to_deny"),
        ("affirm", "utter_nothing_to_affirm"),
        ("thank", "utter_thank"),
        ("help", "utter_help"),
        ("abuse", "utter_abuse"),
    ],
)
def test_talk_outside_of_tasks(machine: Machine, topic: str, phrase: str) -> None:
    assert machine.hear(heard("…", topic)) == [phrase]


def test_the_state_survives_as_json(machine: Machine) -> None:
    machine.hear(heard("заплати 500", "pay"))
    machine.hear(heard("подари", "give"))
    assert State.from_json(machine.state.to_json()) == machine.state
    assert State.from_json(None) == State()


def test_another_language_is_told_of_and_the_open_question_asked_again() -> None:
    machine = Machine()
    assert machine.hear(unclear("what is my balance")) == ["utter_only_russian"]
    machine.hear(heard("оплата", "pay"))
    assert machine.hear(unclear("do you speak english")) == ["utter_only_russian", "utter_ask_sum"]


@pytest.mark.parametrize("text", ["esim", "QWERTY", "wi-fi роутер"])
def test_a_latin_word_alone_is_no_other_language(text: str) -> None:
    assert Machine().hear(unclear(text)) == ["utter_not_understood"]


@pytest.mark.parametrize("text", ["ну давай 200", "давайте 200", "а можно 200"])
def test_a_sum_with_words_around_it_answers_what_is_asked_whatever_they_recall(text: str) -> None:
    machine = Machine()
    machine.hear(heard("оплата", "pay"))
    assert machine.hear(heard(text, "give")) == ["utter_ask_purpose"]
    assert machine.slots["sum"] == "200"


def test_other_matters_are_told_as_such_and_a_person_is_offered_late() -> None:
    machine, asked = Machine(), "расскажи анекдот"
    said = [machine.hear(heard(asked)) for _ in range(4)]
    outside, person = ["utter_out_of_scope"], ["utter_offer_person"]
    assert said == [outside, outside, person, outside]
