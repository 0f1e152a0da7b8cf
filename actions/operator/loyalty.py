"""Loyalty: what the programme offers to a subscriber (TMF658)."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from actions.operator.call import Caller


@dataclass(frozen=True, slots=True)
class LoyaltyOffer:
    """An offer of the programme; ``available_from`` is in the future where it is not his yet."""

    id: str
    name: str
    available: bool
    available_from: date


class Loyalty(Protocol):
    """The loyalty system."""

    async def offers(self, caller: Caller, msisdn: str) -> tuple[LoyaltyOffer, ...]:
        """List the offers, those available first. Raises ``NotFound``, ``Unavailable``."""
        ...
