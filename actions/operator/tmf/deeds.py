"""Deeds over TMF683 (party interaction)."""

from datetime import datetime
from typing import Any

from actions.operator.call import Caller
from actions.operator.deeds import Deed
from actions.operator.tmf.transport import System

_INTERACTIONS = "/tmf-api/partyInteractionManagement/v4/partyInteraction"


class TmfDeeds:
    """The log over HTTP."""

    def __init__(self, system: System) -> None:
        self._system = system

    async def record(self, caller: Caller, deed: Deed, *, key: str) -> None:
        """See ``Deeds.record``."""
        body = {
            "actor": deed.actor,
            "what": deed.what,
            "about": deed.about,
            "details": dict(deed.details),
        }
        await self._system.change(caller, "POST", _INTERACTIONS, body, _nothing, key=key)

    async def recorded(self, caller: Caller, about: str) -> tuple[Deed, ...]:
        """See ``Deeds.recorded``."""
        return await self._system.read(caller, _INTERACTIONS, _deeds, {"about": about})


def _nothing(document: Any) -> None:
    return None


def _deeds(documents: Any) -> tuple[Deed, ...]:
    return tuple(
        Deed(
            actor=document["actor"],
            what=document["what"],
            about=document["about"],
            details=document["details"],
            at=datetime.fromisoformat(document["at"]),
        )
        for document in documents
    )
