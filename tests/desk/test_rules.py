"""The rules of the desk: order, pace, hours."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.desk.rules.pace import Handled, expected_wait, service_level
from bot.desk.rules.queueing import rank, serves
from knowledge.hours import is_open


def test_head_start_is_overtaken_by_waiting_long_enough() -> None:
    assert rank(1000, 600) < rank(500, 0)
    assert rank(1000, 600) > rank(300, 0)


def test_what_comes_back_is_before_everything_else() -> None:
    assert rank(5000, 0, returned=True) < rank(1000, 3600)
    assert rank(1000, 0, returned=True) < rank(2000, 0, returned=True)


def test_everybody_serves_the_general_queue() -> None:
    assert serves((), "general")
    assert serves(("network",), "network")
    assert not serves(("network",), "billing")


@pytest.mark.parametrize(
    ("ahead", "people", "seconds"), [(0, 1, 120.0), (2, 1, 360.0), (2, 3, 120.0), (0, 0, None)]
)
def test_wait_follows_from_the_pace(ahead: int, people: int, seconds: float | None) -> None:
    handled = [Handled(0, took) for took in (100, 120, 5000)]
    assert expected_wait(ahead, people, handled) == seconds


def test_nothing_is_promised_from_too_little() -> None:
    assert expected_wait(0, 3, [Handled(0, 100)] * 2) is None


def test_the_service_level_is_the_share_taken_in_time() -> None:
    assert service_level([]) is None
    assert service_level([Handled(10, 1), Handled(60, 1), Handled(61, 1), Handled(600, 1)]) == 0.5


@pytest.mark.parametrize(
    ("hours", "at", "there"),
    [
        ("08:00-22:00", "07:59", False),
        ("08:00-22:00", "08:00", True),
        ("08:00-22:00", "22:00", False),
        ("22:00-06:00", "23:00", True),
        ("22:00-06:00", "05:59", True),
        ("22:00-06:00", "12:00", False),
        ("00:00-24:00", "03:00", True),
    ],
)
def test_people_are_there_within_their_hours(hours: str, at: str, there: bool) -> None:
    assert is_open(hours, datetime.fromisoformat(f"2026-01-01T{at}")) is there
