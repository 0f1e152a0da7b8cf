"""The demo operator's rules: days, gifts, codes."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from actions.sandbox.clock import MOSCOW
from actions.sandbox.problems import Refusal
from actions.sandbox.rules import codes, gifts
from actions.sandbox.rules.codes import Code, normalise
from actions.sandbox.rules.days import add_months, in_year, resolve
from actions.sandbox.terms import CodeRequestTerms, Effect

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("spec", "day"),
    [
        ("today", TODAY),
        ("-9d", date(2026, 11, 13)),
        ("+9d", date(2026, 12, 1)),
        ("-5y", date(2021, 11, 22)),
        ("-3y-40d", date(2023, 10, 13)),
    ],
)
def test_days_are_counted_from_today(spec: str, day: date) -> None:
    assert resolve(spec, TODAY) == day


@pytest.mark.parametrize("spec", ["", "9d", "tomorrow", "-9", "-9d later"])
def test_what_is_no_relative_date(spec: str) -> None:
    with pytest.raises(ValueError, match="relative date"):
        resolve(spec, TODAY)


def test_a_leap_day_in_a_common_year() -> None:
    assert in_year(date(2024, 2, 29), 2026) == date(2026, 2, 28)
    assert resolve("-1y", date(2024, 2, 29)) == date(2023, 2, 28)


def test_months_are_clamped() -> None:
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert add_months(date(2026, 11, 30), 0) == date(2026, 11, 30)


BIRTHDAY = date(1990, 11, 22)


@pytest.mark.parametrize(
    ("days", "refusal"),
    [(-4, "not_due"), (-3, None), (0, None), (7, None), (8, "not_due")],
)
def test_a_gift_is_due_around_its_day(days: int, refusal: str | None) -> None:
    due = gifts.yearly(BIRTHDAY, TODAY + timedelta(days=days), None, first_after=0)
    assert due.refusal == refusal
    year = 2027 if days == 8 else 2026
    assert due.opens == date(year, 11, 19)
    assert due.closes == date(year, 11, 29)


def test_the_window_of_new_years_day_reaches_into_december() -> None:
    due = gifts.yearly(date(1990, 1, 1), date(2026, 12, 30), None, first_after=0)
    assert (due.refusal, due.opens) == (None, date(2026, 12, 29))


def test_the_window_of_december_reaches_into_january() -> None:
    due = gifts.yearly(date(1990, 12, 30), date(2027, 1, 5), None, first_after=0)
    assert (due.refusal, due.closes) == (None, date(2027, 1, 6))


@pytest.mark.parametrize(
    ("claimed", "refusal"),
    [
        (date(2026, 11, 19), "already_claimed"),
        (date(2026, 11, 22), "already_claimed"),
        (date(2025, 11, 29), None),
        (date(2025, 11, 30), "already_claimed"),
    ],
)
def test_a_gift_comes_once_a_year(claimed: date, refusal: str | None) -> None:
    assert gifts.yearly(BIRTHDAY, TODAY, claimed, first_after=0).refusal == refusal


def test_a_sim_card_has_no_birthday_in_its_first_year() -> None:
    due = gifts.yearly(TODAY - timedelta(days=3), TODAY, None, first_after=1)
    assert (due.refusal, due.opens) == ("not_due", date(2027, 11, 16))


def test_the_gift_for_setting_up_the_internet() -> None:
    assert gifts.internet_setup(configured=True, claimed=False).refusal is None
    unset = gifts.internet_setup(configured=False, claimed=False)
    assert unset.refusal == "internet_not_configured"
    assert gifts.internet_setup(configured=True, claimed=True).refusal == "already_claimed"


@pytest.mark.parametrize(
    "text", ["mia2026", " MIA 2026 ", "mia-2026", "m\u2013i\u2014a_2026", "\uff4dia\u00a02026"]
)
def test_codes_are_compared_without_case_spaces_and_dashes(text: str) -> None:
    assert normalise(text) == "MIA2026"


def _code(**changes: object) -> Code:
    values: dict[str, object] = {"code": "C", "effect": Effect(), "uses": 1, **changes}
    return Code(**values)  # type: ignore[arg-type]


def test_a_code_without_limits_can_be_redeemed() -> None:
    codes.check(_code(), 0, TODAY)
    codes.check(_code(valid_to=TODAY, stock=1), 0, TODAY)


@pytest.mark.parametrize(
    ("code", "used", "reason"),
    [
        (_code(valid_to=date(2026, 11, 21)), 0, "expired"),
        (_code(), 1, "already_used"),
        (_code(stock=0), 0, "used_up"),
        (_code(stock=0), 1, "already_used"),
    ],
)
def test_codes_that_cannot_be_redeemed(code: Code, used: int, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        codes.check(code, used, TODAY)


def test_five_wrong_codes_within_an_hour_are_too_many() -> None:
    wrong = [NOW - timedelta(minutes=minutes) for minutes in (59, 40, 30, 20, 10)]
    codes.check_tries(wrong[1:], NOW)
    with pytest.raises(Refusal) as refused:
        codes.check_tries(wrong, NOW)
    assert refused.value.details == {"until": "2026-11-22T12:01:00+03:00"}
    codes.check_tries(wrong, NOW + timedelta(minutes=1))


def test_how_long_a_code_lasts() -> None:
    charge = date(2026, 12, 1)
    assert codes.lasts_until(Effect(days=30), TODAY, None) == date(2026, 12, 22)
    assert codes.lasts_until(Effect(months=1), TODAY, charge) == charge
    assert codes.lasts_until(Effect(months=3), TODAY, charge) == date(2027, 2, 1)
    assert codes.lasts_until(Effect(months=1), TODAY, None) is None


def test_who_is_given_a_code_on_request() -> None:
    terms = CodeRequestTerms("C", Effect(gb=Decimal(2), days=14), from_days=180, once_per_days=90)
    old = TODAY - timedelta(days=180)
    codes.check_request(terms, old, None, TODAY)
    codes.check_request(terms, old, TODAY - timedelta(days=90), TODAY)
    with pytest.raises(Refusal, match="too_new"):
        codes.check_request(terms, old + timedelta(days=1), None, TODAY)
    with pytest.raises(Refusal, match="too_soon") as refused:
        codes.check_request(terms, old, TODAY, TODAY)
    assert refused.value.details == {"next": "2027-02-20"}
