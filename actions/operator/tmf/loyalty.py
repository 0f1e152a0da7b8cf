"""Loyalty over TMF658."""

from typing import Any

from actions.operator.call import Caller
from actions.operator.loyalty import LoyaltyOffer
from actions.operator.tmf.shapes import day
from actions.operator.tmf.transport import System

_LOYALTY = "/tmf-api/loyaltyManagement/v4"


class TmfLoyalty:
    """The loyalty system over HTTP."""

    def __init__(self, system: System) -> None:
        self._system = system

    async def offers(self, caller: Caller, msisdn: str) -> tuple[LoyaltyOffer, ...]:
        """See ``Loyalty.offers``."""
        return await self._system.read(
            caller,
            f"{_LOYALTY}/loyaltyProgramProduct",
            lambda products: tuple(_offer(product) for product in products),
            {"relatedParty.id": msisdn},
        )


def _offer(product: Any) -> LoyaltyOffer:
    return LoyaltyOffer(
        id=product["id"],
        name=product["name"],
        available=product["available"],
        available_from=day(product["validFor"], "startDate"),
    )
