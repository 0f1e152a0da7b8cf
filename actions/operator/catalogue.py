"""Catalogue: what the operator offers (TMF620 product offering)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol

from actions.operator.call import Caller


@dataclass(frozen=True, slots=True)
class Offering:
    """Something on offer, with its price in roubles per period."""

    id: str
    name: str
    kind: Literal["tariff", "package", "service"]
    price: Decimal
    per: Literal["day", "month", "once"]


class Catalogue(Protocol):
    """The product catalogue."""

    async def offerings(
        self, caller: Caller, kind: Literal["tariff", "package", "service"] | None = None
    ) -> tuple[Offering, ...]:
        """List what is on offer; archived tariffs are left out. Raises ``Unavailable``."""
        ...
