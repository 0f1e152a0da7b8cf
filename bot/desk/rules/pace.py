"""The pace of the desk: how long it will take until somebody's turn, and how well it keeps up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

LAST = 50  # conversations that tell the pace
FEWEST = 3  # below which nothing is promised
SERVICE_LEVEL_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Handled:
    """A conversation that is over: seconds that it ``waited`` and that it ``took``."""

    waited: float
    took: float


def expected_wait(ahead: int, people: int, handled: Sequence[Handled]) -> float | None:
    """Return the seconds until somebody is free for the next one in the queue.

    With all ``people`` busy somebody becomes free every ``typical time / people`` seconds, and one
    waits for ``ahead + 1`` of those (the mean wait of a place in an M/M/c queue, given that place).
    The typical time is the median of the last ones, so that one long talk does not frighten all.

    Returns:
        Seconds; ``None`` where nothing can be promised: nobody is there, or too little is known.
    """
    last = handled[-LAST:]
    if people <= 0 or len(last) < FEWEST:
        return None
    return (ahead + 1) * median(each.took for each in last) / people


def service_level(
    handled: Sequence[Handled], within: float = SERVICE_LEVEL_SECONDS
) -> float | None:
    """Return the part of conversations (0…1) that were taken ``within`` so many seconds."""
    if not handled:
        return None
    return sum(each.waited <= within for each in handled) / len(handled)
