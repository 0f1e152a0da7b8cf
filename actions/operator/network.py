"""The network: where it is known to be out of order (TMF656 service problems)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from actions.operator.call import Caller

NetworkService = Literal["calls", "internet", "all"]


@dataclass(frozen=True, slots=True)
class Outage:
    """A known outage. ``area`` is what people call the place; ``until`` the day it should end."""

    id: str
    area: str
    service: NetworkService
    since: date
    until: date | None


class Network(Protocol):
    """The network's own watch."""

    async def outages(self, caller: Caller, place: str) -> tuple[Outage, ...]:
        """List the known outages at a place, as the person names it. Raises ``Unavailable``."""
        ...
