"""Known outages over TMF656 (service problem management)."""

from typing import Any

from actions.operator.call import Caller
from actions.operator.network import Outage
from actions.operator.tmf.shapes import day, day_or_none
from actions.operator.tmf.transport import System

_PROBLEMS = "/tmf-api/serviceProblemManagement/v4/serviceProblem"


class TmfNetwork:
    """The network's watch over HTTP."""

    def __init__(self, system: System) -> None:
        self._system = system

    async def outages(self, caller: Caller, place: str) -> tuple[Outage, ...]:
        """See ``Network.outages``. A place may be an address, so it travels in a body."""
        return await self._system.ask(caller, f"{_PROBLEMS}/search", {"place": place}, _outages)


def _outages(documents: Any) -> tuple[Outage, ...]:
    return tuple(
        Outage(
            id=document["id"],
            area=document["affectedLocation"]["name"],
            service=document["affectedService"],
            since=day(document, "timeRaised"),
            until=day_or_none(document, "expectedResolutionTime"),
        )
        for document in documents
    )
