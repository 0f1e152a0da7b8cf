"""An article that is wanted again in words is told otherwise, and then a person is offered."""

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
