"""What is wanted again at once in words is told otherwise, and then a person is offered."""

from tests.bot.flows.machine import Machine
from tests.bot.flows.readings import heard, pressed

TERMS, NEWS = "faq/terms", "faq/news"


def test_again_is_brief_and_then_a_person() -> None:
    machine = Machine()
    assert machine.hear(heard("какие условия", TERMS)) == ["utter_faq"]
    assert not machine.slots["facts"]
    assert machine.hear(heard("а условия-то", TERMS)) == ["utter_faq", "utter_if_about_other"]
    assert machine.slots["facts"] == {"brief": True}
    assert machine.hear(heard("условия!", TERMS)) == ["utter_no_more_to_tell"]


def test_something_else_between_and_it_is_whole_again() -> None:
    machine = Machine()
    for topic in (TERMS, NEWS, TERMS, "balance", TERMS):
        machine.hear(heard("а теперь", topic))
        assert not machine.slots["facts"]


def test_a_pressed_button_gives_the_whole_article() -> None:
    machine = Machine()
    machine.hear(heard("какие условия", TERMS))
    assert machine.hear(pressed(TERMS)) == ["utter_faq"]
    assert not machine.slots["facts"]


def test_a_task_that_only_tells_has_other_words_for_the_second_time() -> None:
    machine = Machine()
    assert machine.hear(heard("подключи", "guide")) == ["utter_how"]
    assert machine.hear(heard("а сама не можешь", "guide")) == ["utter_not_me"]
    assert machine.hear(heard("подключи!", "guide")) == ["utter_no_more_to_tell"]
    machine.hear(heard("баланс", "balance"))
    assert machine.hear(heard("подключи", "guide")) == ["utter_how"]


def test_a_figure_is_looked_up_anew_each_time() -> None:
    machine = Machine()
    for _ in range(3):
        assert machine.hear(heard("баланс", "balance")) == ["action_balance"]


def test_a_pressed_button_runs_the_task_again() -> None:
    machine = Machine()
    machine.hear(heard("за что", "look"))
    assert machine.hear(pressed("look")) == ["action_look"]


def test_what_failed_was_not_told_yet() -> None:
    machine = Machine(outcomes={"action_look": {"refusal": "failed"}})
    machine.hear(heard("за что", "look"))
    machine.outcomes.clear()
    assert machine.hear(heard("за что", "look")) == ["action_look"]
    assert machine.hear(heard("за что", "look")) == ["utter_look_again"]


def test_in_the_middle_of_a_task_its_question_comes_again() -> None:
    machine = Machine()
    machine.hear(heard("оплата", "pay"))
    machine.hear(heard("подключи", "guide"))
    assert machine.hear(heard("подключи", "guide")) == ["utter_not_me", "utter_ask_sum"]
