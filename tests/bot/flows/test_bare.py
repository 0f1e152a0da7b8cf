"""A place or a moment alone is asked about; within a task, or with more words, it is what it is."""

from __future__ import annotations

import pytest

from bot.flows.dialogue import Dialogue, Person
from bot.flows.policy import setting as project_setting
from bot.flows.repair import hear
from bot.flows.state import State
from tests.bot.flows.machine import Machine
from tests.bot.flows.readings import heard, unclear

ABOUT_WHAT = ["utter_about_what"]


@pytest.mark.parametrize(
    "text",
    [
        "дома",
        "вчера",
        "завтра",
        "в пять",
        "5 утра",
        "утром",
        "на даче",
        "у меня дома",
        "завтра вечером",
        "полдевятого",
        "в Москве",
        "питер",
        "я в Нижнем Новгороде",
        "из ростова на дону",
    ],
)
def test_a_lone_place_or_moment_is_asked_about(text: str) -> None:
    assert Machine().hear(heard(text)) == ABOUT_WHAT
    assert Machine().hear(unclear(text)) == ABOUT_WHAT
    assert Machine().hear(heard(text, "balance")) == ABOUT_WHAT  # whatever it was taken for


@pytest.mark.parametrize(
    "text",
    [
        "завтра уезжаю",
        "дома не ловит",
        "баланс",
        "сколько у меня дома",
        "5",
        "в Турции",
        "в крыму",
        "в москве плохо ловит",
    ],
)
def test_what_tells_more_is_taken_as_it_was_understood(text: str) -> None:
    assert Machine().hear(heard(text, "balance")) == ["action_balance"]


def test_after_an_answer_it_follows_that_up() -> None:
    machine = Machine()
    machine.hear(heard("баланс", "balance"))
    assert machine.hear(heard("а завтра", "balance")) == ["action_balance"]
    assert machine.hear(unclear("завтра")) == ABOUT_WHAT


def test_after_a_person_was_asked_for_it_is_when_he_is_to_call() -> None:
    setting = project_setting()
    state = State(about="call_agent")
    dialogue = Dialogue(setting, state, {}, Person("79000000001", "verified"))
    hear(dialogue, unclear("завтра полдесятого"))
    assert dialogue.slot("callback_time") == "завтра полдесятого"
    assert state.stack[-1].flow == "request_callback"


def test_where_a_question_is_open_it_is_an_answer_or_none() -> None:
    machine = Machine()
    machine.hear(heard("оплата", "pay"))
    assert machine.hear(unclear("завтра")) != ABOUT_WHAT
