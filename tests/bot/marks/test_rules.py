"""When a mark is asked for, and which."""

from datetime import UTC, datetime

import pytest

from bot.marks.rules import Course, closes, kind_for, quarter
from bot.marks.scale import settings
from knowledge.phrasebook import phrasebook


def test_something_must_have_been_done() -> None:
    assert not Course().after(["utter_greet"], "calm").resolved
    assert Course().after(["utter_gift_claimed"], "calm").resolved


@pytest.mark.parametrize("phrase", ["utter_report_emergency", "utter_report_fraud"])
def test_nobody_is_asked_after_an_emergency(phrase: str) -> None:
    course = Course(resolved=True).after([phrase], "calm").after(["utter_thank"], "calm")
    assert not course.may_be_asked


def test_nobody_is_asked_in_a_hard_moment() -> None:
    assert not Course(resolved=True).after(["utter_sim_blocked"], "hard").may_be_asked
    assert Course(resolved=True).after(["utter_sim_blocked"], "angry").may_be_asked


def test_nobody_is_asked_twice() -> None:
    assert not Course(resolved=True, asked=True).may_be_asked


def test_thanks_and_farewells_end_a_conversation() -> None:
    assert closes(["utter_thank"])
    assert closes(["utter_goodbye"])
    assert not closes(["utter_greet"])


@pytest.mark.parametrize(
    ("csat", "asked", "kind"),
    [(0, False, "csat"), (1, False, "nps"), (5, True, "csat"), (0, True, "csat")],
)
def test_nps_is_asked_after_a_csat_once_a_quarter(csat: int, asked: bool, kind: str) -> None:
    assert kind_for(csat, asked) == kind


def test_a_month_is_of_its_quarter() -> None:
    months = [quarter(datetime(2026, month, 1, tzinfo=UTC)) for month in (1, 3, 4, 12)]
    assert months == ["2026Q1", "2026Q1", "2026Q2", "2026Q4"]


def test_the_phrases_that_the_rules_name_exist() -> None:
    named = {p for group in ("resolved", "never_after", "closing") for p in settings()[group]}
    assert named <= set(phrasebook().phrases)
