"""What time it is at the demo operator."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

MOSCOW = ZoneInfo("Europe/Moscow")


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return this moment, in the time of Moscow."""
        ...


class MovableClock:
    """The real time, until it is told another; from then on it runs on from there."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        """Return this moment, in the time of Moscow."""
        return (datetime.now(UTC) + self._ahead).astimezone(MOSCOW)

    def set(self, now: datetime | None) -> None:
        """Take this for now; ``None`` returns to the real time.

        Args:
            now: a moment with its time zone.
        """
        self._ahead = now - datetime.now(UTC) if now else timedelta()


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins in Moscow."""
    return datetime.combine(day, time(), MOSCOW)
