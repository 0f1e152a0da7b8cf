"""Product inventory: the tariff, services and SIM card of a subscriber (TMF637 over TMF620)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from actions.operator.call import Caller

BlockReason = Literal["lost", "stolen", "fraud", "wish"]


@dataclass(frozen=True, slots=True)
class Tariff:
    """A tariff with its monthly fee and package."""

    id: str
    name: str
    fee: Decimal
    gb: Decimal
    minutes: int
    sms: int
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """A connected service. ``per`` is the period of its price; ``subscription`` is paid content."""

    id: str
    name: str
    price: Decimal
    per: Literal["day", "month", "once"]
    subscription: bool = False


@dataclass(frozen=True, slots=True)
class Subscription:
    """All that is connected to a number. ``sim_blocked`` holds the reason of a block."""

    msisdn: str
    tariff: Tariff
    services: tuple[Service, ...]
    next_charge: date | None
    sim_blocked: str | None = None


class Inventory(Protocol):
    """The product inventory."""

    async def subscription(self, caller: Caller, msisdn: str) -> Subscription:
        """Tell what is connected. Raises ``NotFound``, ``Unavailable``."""
        ...

    async def block_sim(
        self, caller: Caller, msisdn: str, reason: BlockReason, *, key: str
    ) -> Subscription:
        """Block the SIM card at once. Blocking a blocked one is no error. Raises ``NotFound``."""
        ...
