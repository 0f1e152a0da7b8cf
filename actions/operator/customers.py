"""Customers: who the subscriber is, and whether a PIN is his (TMF629)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from actions.operator.call import Caller


@dataclass(frozen=True, slots=True)
class Customer:
    """A subscriber. ``since`` is the day his SIM card began to serve."""

    msisdn: str
    name: str
    birthday: date
    since: date
    email: str | None = None


@dataclass(frozen=True, slots=True)
class PinCheck:
    """The verdict on a PIN, and how many tries are left before the number is locked for it."""

    verdict: Literal["right", "wrong", "locked"]
    tries_left: int


class Customers(Protocol):
    """The customer system."""

    async def profile(self, caller: Caller, msisdn: str) -> Customer:
        """Tell who the subscriber is. Raises ``NotFound``, ``Unavailable``."""
        ...

    async def check_pin(self, caller: Caller, msisdn: str, pin: str) -> PinCheck:
        """Check a PIN. A number that nobody has is answered as a wrong PIN. Raises ``Unavailable``."""
        ...
