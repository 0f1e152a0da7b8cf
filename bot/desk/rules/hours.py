"""The hours in which people are at the desk."""

from __future__ import annotations

from datetime import datetime, time


def is_open(hours: str, now: datetime) -> bool:
    """Tell whether people are there.

    Args:
        hours: such as ``08:00-22:00``; where the end is not after the beginning, it is tomorrow's.
        now: the moment in the operator's time zone.
    """
    opens, closes = (_time(part) for part in hours.split("-"))
    if opens < closes:
        return opens <= now.time() < closes
    return now.time() >= opens or now.time() < closes


def _time(text: str) -> time:
    return time(0) if text == "24:00" else time.fromisoformat(text)
