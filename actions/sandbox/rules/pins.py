"""How often a PIN may be tried."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

TRIES = 3
LOCKED_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong tries since the last right one, and until when the number is locked for it."""

    wrong: int = 0
    locked_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """The verdict on one try."""

    verdict: Literal["right", "wrong", "locked"]
    tries_left: int


def judge(tries: Tries, right: bool, now: datetime) -> tuple[Tries, Check]:
    """Judge a try.

    Args:
        tries: what went before.
        right: whether the PIN is right.
        now: this moment.

    Returns:
        What is to be remembered, and the verdict. A locked number hears nothing about the PIN.
    """
    if tries.locked_until is not None:
        if now < tries.locked_until:
            return tries, Check("locked", 0)
        tries = Tries()
    if right:
        return Tries(), Check("right", TRIES)
    wrong = tries.wrong + 1
    locked_until = now + LOCKED_FOR if wrong >= TRIES else None
    return Tries(wrong, locked_until), Check("wrong", TRIES - wrong)
