"""A call is promised for hours at which people are there: the catalogue has them from 9 to 21."""

from __future__ import annotations

from datetime import datetime

import pytest

from actions.base import Outcome
from actions.operator.call import Caller
from actions.order import Order
from actions.tickets import CheckCallbackTime

NOW = datetime(2026, 11, 23, 15, 0)


async def checked(said: str, now: datetime = NOW) -> Outcome:
    order = Order(Caller("79000000001", "network", "phone"), {"callback_time": said}, "", now)
    return await CheckCallbackTime().act(order)


@pytest.mark.parametrize(
    "said",
    ["soon", "evening", "завтра", "завтра в десять утра", "в десять", "после шести", "в 20:30"],
)
async def test_an_hour_of_work_is_taken_as_it_was_said(said: str) -> None:
    assert await checked(said) == Outcome.found()


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("в одиннадцать вечера", "в восемь вечера"),
        ("завтра в 23", "завтра в восемь вечера"),
        ("завтра в семь утра", "завтра в девять утра"),
        ("завтра ночью", "завтра в девять утра"),
        ("ночью", "завтра в девять утра"),  # nine is over today
        ("сегодня в два ночи", "завтра в девять утра"),
    ],
)
async def test_out_of_hours_the_nearest_hour_is_offered(said: str, offered: str) -> None:
    outcome = await checked(said)
    assert outcome.slots["callback_time"] == offered
    assert [say.phrase for say in outcome.say] == ["utter_callback_out_of_hours"]
    assert outcome.say[0].facts == {"time": offered}


async def test_when_the_last_hour_of_today_has_begun_tomorrows_first_is_offered() -> None:
    outcome = await checked("в одиннадцать вечера", NOW.replace(hour=20, minute=30))
    assert outcome.slots["callback_time"] == "завтра в девять утра"
