"""Catalogue over TMF620 (product offering)."""

from typing import Any, Literal

from actions.operator.call import Caller
from actions.operator.catalogue import Offering
from actions.operator.tmf.shapes import amount_of
from actions.operator.tmf.transport import System

_CATALOGUE = "/tmf-api/productCatalogManagement/v4"


class TmfCatalogue:
    """The product catalogue over HTTP."""

    def __init__(self, system: System) -> None:
        self._system = system

    async def offerings(
        self, caller: Caller, kind: Literal["tariff", "package", "service"] | None = None
    ) -> tuple[Offering, ...]:
        """See ``Catalogue.offerings``."""
        return await self._system.read(
            caller,
            f"{_CATALOGUE}/productOffering",
            lambda offerings: tuple(_offering(offering) for offering in offerings),
            {"category": kind} if kind else {},
        )


def _offering(document: Any) -> Offering:
    price = document["productOfferingPrice"]
    return Offering(
        id=document["id"],
        name=document["name"],
        kind=document["category"],
        price=amount_of(price["price"]),
        per=price["recurringChargePeriod"],
    )
