"""Goodwill over TMF671 (promotion)."""

from typing import Any

from actions.operator.call import Caller
from actions.operator.goodwill import Goodwill, GoodwillGiven
from actions.operator.tmf.shapes import day_or_none, exact, party
from actions.operator.tmf.transport import System

_GOODWILL = "/tmf-api/promotionManagement/v4/goodwill"


class TmfGoodwill:
    """The gift system over HTTP, as the staff uses it."""

    def __init__(self, system: System) -> None:
        self._system = system

    async def give(self, caller: Caller, goodwill: Goodwill, *, key: str) -> GoodwillGiven:
        """See ``GoodwillGifts.give``."""
        body = {
            "relatedParty": party(goodwill.msisdn),
            "kind": goodwill.kind,
            "amount": format(goodwill.amount, "f"),
            "why": goodwill.why,
            "agent": goodwill.agent,
            "approver": goodwill.approver,
            "about": goodwill.about,
        }
        return await self._system.change(caller, "POST", _GOODWILL, body, _given, key=key)


def _given(document: Any) -> GoodwillGiven:
    return GoodwillGiven(
        id=document["id"],
        kind=document["kind"],
        amount=exact(document["amount"]),
        until=day_or_none(document["validFor"], "endDate"),
        code=document["code"],
    )
