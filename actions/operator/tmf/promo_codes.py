"""Promo codes over TMF671 (promotion)."""

from typing import Any

from actions.operator.call import Caller
from actions.operator.promo_codes import CodeIssued, CodeOffer, CodeRedeemed, Effect
from actions.operator.tmf.shapes import day_or_none, exact, party, whole
from actions.operator.tmf.transport import System

_PROMOTION = "/tmf-api/promotionManagement/v4"


class TmfPromoCodes:
    """The promo-code system over HTTP."""

    def __init__(self, system: System) -> None:
        self._system = system

    async def look_up(self, caller: Caller, msisdn: str, code: str) -> CodeOffer:
        """See ``PromoCodes.look_up``."""
        body = {"relatedParty": party(msisdn), "code": code}
        return await self._system.ask(caller, f"{_PROMOTION}/promoCodeCheck", body, _offer)

    async def redeem(self, caller: Caller, msisdn: str, code: str, *, key: str) -> CodeRedeemed:
        """See ``PromoCodes.redeem``."""
        body = {"relatedParty": party(msisdn), "code": code}
        return await self._system.change(
            caller, "POST", f"{_PROMOTION}/promoCodeRedemption", body, _redeemed, key=key
        )

    async def request(self, caller: Caller, msisdn: str, *, key: str) -> CodeIssued:
        """See ``PromoCodes.request``."""
        body = {"relatedParty": party(msisdn)}
        return await self._system.change(
            caller, "POST", f"{_PROMOTION}/promoCodeRequest", body, _issued, key=key
        )


def _effect(document: Any) -> Effect:
    return Effect(
        gb=exact(document["gb"]),
        minutes=whole(document["minutes"]),
        fee_discount_percent=document["feeDiscountPercent"],
        days=document["days"],
        months=document["months"],
    )


def _offer(document: Any) -> CodeOffer:
    return CodeOffer(code=document["code"], effect=_effect(document["effect"]))


def _redeemed(document: Any) -> CodeRedeemed:
    return CodeRedeemed(
        code=document["code"],
        effect=_effect(document["effect"]),
        until=day_or_none(document["validFor"], "endDate"),
    )


def _issued(document: Any) -> CodeIssued:
    return CodeIssued(code=document["code"], effect=_effect(document["effect"]))
