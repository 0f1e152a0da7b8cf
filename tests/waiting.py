"""Waiting for something to be so, with a deadline."""

from __future__ import annotations

import time
from collections.abc import Callable

DEADLINE = 20.0  # seconds


def until(is_so: Callable[[], bool], seconds: float = DEADLINE, pause: float = 0.05) -> None:
    """Wait until something is so, asked every ``pause`` seconds; fail when it is not in time."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(pause)
