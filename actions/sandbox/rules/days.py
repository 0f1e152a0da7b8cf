"""Days counted from other days."""

import calendar
import re
from datetime import date, timedelta

_STEP = re.compile(r"([+-]\d+)([yd])")
_SPEC = re.compile(r"(?:[+-]\d+[yd])+")


def resolve(spec: str, today: date) -> date:
    """Tell which day a relative date means.

    Args:
        spec: ``today``, or steps of days and years: ``-9d``, ``+9d``, ``-5y``, ``-3y-40d``.
        today: the day it counts from.

    Raises:
        ValueError: it is not written so.
    """
    if spec == "today":
        return today
    if not _SPEC.fullmatch(spec):
        raise ValueError(f"{spec!r} is no relative date")
    day = today
    for amount, unit in _STEP.findall(spec):
        if unit == "y":
            day = in_year(day, day.year + int(amount))
        else:
            day += timedelta(days=int(amount))
    return day


def in_year(day: date, year: int) -> date:
    """Return the same day and month of another year; 29 February becomes 28 in a common year."""
    if (day.month, day.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 2, 28)
    return day.replace(year=year)


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of a month that is too short."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
