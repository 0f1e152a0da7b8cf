"""A call at night: what Mia says about people and what the line does agree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from knowledge.hours import ZONE
from tests.bot.test_phone import Line
from tests.stack import Stack, running


@pytest.fixture(scope="module")
def night(model: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The product in hours in which no specialist is there."""
    soon = datetime.now(ZONE) + timedelta(hours=6)
    hours = f"{soon:%H}:00-{soon + timedelta(hours=1):%H}:00"
    with running(tmp_path_factory.mktemp("night"), agents_hours=hours) as stack:
        yield stack


def end(messages: list[dict[str, Any]]) -> dict[str, Any]:
    mia: dict[str, Any] = messages[-1]["custom"]["mia"]
    return mia


def speech(messages: list[dict[str, Any]]) -> str:
    return " ".join(m["custom"]["mia"].get("speech", "") for m in messages)


@pytest.mark.parametrize(
    "wish", [{"text": "позовите человека"}, {"event": "keys", "keys": "0"}], ids=["words", "key"]
)
def test_who_wants_a_person_is_offered_a_call_back_and_put_through_to_nobody(
    night: Stack, wish: dict[str, str]
) -> None:
    line = Line(night)
    asked = line.messages(**wish)
    assert "специалистов на месте нет" in speech(asked)
    assert "Когда вам удобно" in speech(asked)
    assert (end(asked).get("directive"), end(asked)["expect"]) == (None, "choice")
    confirmed = line.messages("вечером")
    assert end(confirmed)["expect"] == "yes_no"
    filed = line.messages("да")
    assert "позвоним" in speech(filed)
    assert end(filed).get("directive") is None
    goodbye = line.messages("до свидания")
    assert "transfer" not in (end(goodbye).get("directive") or {})


def test_who_wants_no_call_back_goes_on_talking(night: Stack) -> None:
    line = Line(night)
    line.messages("соедините с оператором")
    assert end(line.messages("не надо"))["expect"] == "open"
    assert "триста сорок два рубля" in line.speech("сколько денег на счёте")


def test_a_task_that_a_person_was_asked_for_in_is_taken_up_again(night: Stack) -> None:
    line = Line(night)
    line.messages("хочу пополнить счёт")
    asked = line.messages(event="keys", keys="0")
    assert end(asked)["expect"] == "choice"
    again = line.messages("не надо")
    assert (end(again)["expect"], end(again).get("directive")) == ("digits", None)


def test_whoever_is_angry_hears_it_once_and_is_put_through_to_nobody(night: Stack) -> None:
    line = Line(night)
    told = [line.messages("вы издеваетесь, идиоты") for _ in range(2)]
    assert ["специалистов на месте нет" in speech(one) for one in told] == [True, False]
    assert [end(one).get("directive") for one in told] == [None, None]
    assert "Когда вам удобно" in speech(line.messages("перезвоните"))


def test_in_an_emergency_nobody_is_made_to_wait(night: Stack) -> None:
    told = Line(night).messages("вызовите скорую")
    assert "сто двенадцать" in speech(told)
    assert end(told).get("directive") is None


@pytest.mark.parametrize("why", ["silence", "not_heard", "misunderstood"])
def test_whom_the_line_gives_up_on_hears_why(night: Stack, why: str) -> None:
    told = Line(night).messages(event="person", why=why)
    assert "Поняла" not in speech(told)
    assert "специалистов на месте нет" in speech(told)
    assert end(told).get("directive") is None
