"""The hours in which people are there."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from knowledge.facts import catalogue

ZONE = ZoneInfo("Europe/Moscow")  # the operator's


def is_open(hours: str, now: datetime) -> bool:
    """Tell whether people are there.

    Args:
        hours: such as ``08:00-22:00``; where the end is not after the beginning, it is tomorrow's.
        now: the moment in the operator's time zone.
    """
    return is_within(hours, now.time())


def is_within(hours: str, at: time) -> bool:
    """Tell whether a time of the day lies within hours such as ``08:00-22:00``."""
    opens, closes = (_time(part) for part in hours.split("-"))
    if opens < closes:
        return opens <= at < closes
    return at >= opens or at < closes


def first_hour(hours: str) -> time:
    """Return when people come."""
    return _time(hours.split("-", maxsplit=1)[0])


def nearest_within(hours: str, wanted: time) -> time:
    """Return the hour at which people are there in place of one at which they are not.

    Of the evening it is the last whole hour, of the night and the morning the first.
    """
    opens, closes = (_time(part) for part in hours.split("-"))
    if opens < closes <= wanted:
        return max(opens, closes.replace(hour=closes.hour - 1))
    return opens


def agents_hours() -> str:
    """Return the hours in which the operator's specialists answer: ``08:00-22:00``."""
    return str(catalogue()["support"]["agents_hours"])


def agents_are_there() -> bool:
    """Tell whether it is within these hours now."""
    return is_open(agents_hours(), datetime.now(ZONE))


def _time(text: str) -> time:
    return time(0) if text == "24:00" else time.fromisoformat(text)
