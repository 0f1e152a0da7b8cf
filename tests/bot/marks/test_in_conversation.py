"""Marks in real conversations: asked where it fits, taken in words, not nagging."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from tests.bot.test_phone import Line
from tests.desk.people import Colleague
from tests.stack import Chatter, Stack
from tests.waiting import until

Make = Callable[..., Chatter]
ASKS = "от 1 до 5"
INSIGHT_SECONDS = 30


def _resolved(chatter: Chatter) -> str:
    """Do something, and say thanks."""
    assert "300" in chatter.say("сколько денег на счёте")
    return chatter.say("спасибо, до свидания")


def test_a_resolved_task_ends_with_a_question_and_a_mark_is_thanked_for(chatter: Make) -> None:
    person = chatter("79000001801")
    assert ASKS in _resolved(person)
    assert "приятно" in person.say("четвёрка")
    assert ASKS not in _resolved(person), "twice in one conversation"


def test_a_caller_gives_a_mark_by_one_key(stack: Stack) -> None:
    line = Line(stack, number="79000001819")
    line.messages("сколько денег на счёте")
    asked = line.messages("спасибо")[-1]["custom"]["mia"]
    assert (asked["expect"], asked["most"]) == ("digits", 5)
    assert "приятно" in line.speech(event="keys", keys="5")


def test_nothing_is_asked_where_nothing_was_done(chatter: Make) -> None:
    person = chatter("79000001802")
    person.say("привет")
    assert ASKS not in person.say("спасибо")


def test_nobody_is_asked_after_an_emergency(chatter: Make) -> None:
    person = chatter("79000001803")
    person.say("сколько денег на счёте")
    person.say("вызовите скорую")
    assert ASKS not in person.say("спасибо")


def test_nobody_is_asked_in_a_hard_moment(chatter: Make) -> None:
    person = chatter("79000001804")
    person.say("муж умер, сколько денег на счёте")
    person.say("сколько денег на счёте")
    assert ASKS not in person.say("спасибо")


def test_another_matter_is_answered_and_the_question_dropped(chatter: Make) -> None:
    person = chatter("79000001805")
    assert ASKS in _resolved(person)
    assert "250" in person.say("сколько минут осталось")
    assert "приятно" not in person.say("5")


def test_a_low_mark_with_words_becomes_an_insight_masked(chatter: Make, stack: Stack) -> None:
    person = chatter("79000001806")
    assert ASKS in _resolved(person)
    assert "не так" in person.say("ну двойка")
    words = "списали деньги по коду 482913, никто не объяснил"
    assert "передала" in person.say(words)
    found = _insight(stack, "списали деньги по")
    assert found["kind"] == "low_mark"
    assert found["department"] == "billing"
    assert "482913" not in str(found)


def test_who_does_not_want_to_explain_is_left_in_peace(chatter: Make) -> None:
    person = chatter("79000001807")
    assert ASKS in _resolved(person)
    assert "не так" in person.say("3")
    assert "не буду расспрашивать" in person.say("не хочу, до свидания")


def test_by_phone_a_key_is_a_mark_and_the_call_ends_after_it(stack: Stack) -> None:
    line = Line(stack, number="79000001809")
    line.messages("сколько денег на счёте")
    asked = line.messages("спасибо, до свидания")
    assert "от одного до пяти" in asked[-2]["custom"]["mia"]["speech"]
    end = asked[-1]["custom"]["mia"]
    assert end["expect"] == "digits"
    assert end["directive"] == {"hang_up": "unless_answered"}
    assert len(asked) == 2  # the farewell comes last
    thanked = line.messages(event="keys", keys="5")
    assert "приятно" in thanked[0]["text"]
    assert any(word in thanked[1]["text"] for word in ("До свидания", "Всего вам доброго"))
    assert thanked[-1]["custom"]["mia"]["directive"] == {"hang_up": "goodbye"}


def test_by_phone_nobody_is_pressed_to_say_what_was_wrong(stack: Stack) -> None:
    line = Line(stack, number="79000001820")
    line.messages("сколько денег на счёте")
    line.messages("до свидания")
    asked = line.messages(event="keys", keys="2")
    assert "не так" in asked[0]["text"]
    assert asked[-1]["custom"]["mia"]["directive"] == {"hang_up": "unless_answered"}
    ended = line.messages("не хочу")
    assert ended[-1]["custom"]["mia"]["directive"] == {"hang_up": "goodbye"}


def test_marks_are_measured(chatter: Make, stack: Stack) -> None:
    person = chatter("79000001808")
    _resolved(person)
    person.say("на пятёрочку")
    headers = {"Authorization": f"Bearer {stack.operator_token()}"}
    metrics = httpx.get(f"{stack.url}/metrics", headers=headers).text
    assert 'mia_marks_total{channel="rest",kind="csat",value="5"}' in metrics
    assert "79000001808" not in metrics


def _insight(stack: Stack, words: str) -> dict[str, object]:
    irina = Colleague(stack, "irina").client

    def listed() -> list[dict[str, str]]:
        answer = irina.get("/insights/api/list", params={"text": words})
        return answer.raise_for_status().json()["items"]

    items = until(listed, INSIGHT_SECONDS, pause=0.2, what=f"an insight that says «{words}»")
    return irina.get(f"/insights/api/{items[0]['id']}").json()
