"""Promo codes: what a code gives, redeeming it, and asking for one (TMF671 promotion)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from actions.operator.call import Caller


@dataclass(frozen=True, slots=True)
class Effect:
    """What a code gives: units that last ``days`` days, or a discount on ``months`` monthly fees."""

    gb: Decimal = Decimal(0)
    minutes: int = 0
    fee_discount_percent: int = 0
    days: int = 0
    months: int = 0


@dataclass(frozen=True, slots=True)
class CodeOffer:
    """A code that this subscriber can redeem now."""

    code: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class CodeRedeemed:
    """A code that was redeemed; what it gave can be used until ``until``."""

    code: str
    effect: Effect
    until: date | None


@dataclass(frozen=True, slots=True)
class CodeIssued:
    """A code given to the subscriber on his request."""

    code: str
    effect: Effect


class PromoCodes(Protocol):
    """The promo-code system. Codes are compared without case, spaces and dashes.

    Refusals of ``look_up`` and ``redeem``: ``unknown``, ``expired`` (since), ``used_up``,
    ``already_used``, ``too_many_tries`` (until; five wrong codes within an hour).
    Refusals of ``request``: ``too_new`` (from_days), ``too_soon`` (next: date).
    """

    async def look_up(self, caller: Caller, msisdn: str, code: str) -> CodeOffer:
        """Tell what a code would give. Raises ``Refused``, ``NotFound``, ``Unavailable``."""
        ...

    async def redeem(self, caller: Caller, msisdn: str, code: str, *, key: str) -> CodeRedeemed:
        """Redeem a code. Raises ``Refused``, ``OutcomeUnknown``."""
        ...

    async def request(self, caller: Caller, msisdn: str, *, key: str) -> CodeIssued:
        """Ask for a code on merit of loyalty. Raises ``Refused``, ``OutcomeUnknown``."""
        ...
