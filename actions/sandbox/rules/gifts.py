"""When a gift of the operator's can be claimed."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from actions.sandbox.rules.days import in_year

DAYS_BEFORE = timedelta(days=3)
DAYS_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Due:
    """Whether a gift can be claimed; one that has a day, from ``opens`` to ``closes`` included."""

    refusal: Literal["not_due", "already_claimed", "internet_not_configured"] | None
    opens: date | None = None
    closes: date | None = None


def yearly(origin: date, today: date, last_claim: date | None, *, first_after: int) -> Due:
    """Judge a gift that comes once a year, on the day and month of ``origin``.

    Args:
        origin: the day that is celebrated.
        today: the day of the claim.
        last_claim: when it was claimed last.
        first_after: how many years after ``origin`` it comes for the first time.

    Returns:
        The verdict, with the window that is open or comes next.
    """
    day = _next_day(origin, today, first_after)
    due = Due(None, day - DAYS_BEFORE, day + DAYS_AFTER)
    if today < day - DAYS_BEFORE:
        return Due("not_due", due.opens, due.closes)
    # «Once a year» is once since last year's window closed. The windows of a real birthday lie a
    # year apart; that of a demo birthday moves with every start, and is not to give every day.
    if last_claim and last_claim > in_year(day, day.year - 1) + DAYS_AFTER:
        return Due("already_claimed", due.opens, due.closes)
    return due


def _next_day(origin: date, today: date, first_after: int) -> date:
    """Return the first day to celebrate whose window is not over."""
    year = max(today.year - 1, origin.year + first_after)
    while in_year(origin, year) + DAYS_AFTER < today:
        year += 1
    return in_year(origin, year)


def internet_setup(*, configured: bool, claimed: bool) -> Due:
    """Judge the gift for setting up the internet: given once, when it is set up."""
    if claimed:
        return Due("already_claimed")
    return Due(None) if configured else Due("internet_not_configured")
