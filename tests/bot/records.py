"""Records for tests: a fresh database of each kind, under a clock that tests set."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass
class TestClock:
    """Tells the time that it was set to."""

    __test__ = False
    at: datetime = field(default_factory=lambda: datetime(2026, 3, 10, 12, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.at

    def go(self, **time: float) -> None:
        """Let time pass: ``days=3``."""
        self.at += timedelta(**time)
