"""Gifts over TMF671 (promotion)."""

from decimal import Decimal
from typing import Any

from actions.operator.call import Caller
from actions.operator.gifts import GiftClaimed, GiftDue, GiftItem, GiftQuote, GiftSent
from actions.operator.tmf.shapes import amount_of, day, day_or_none, exact, party, whole
from actions.operator.tmf.transport import System

_PROMOTION = "/tmf-api/promotionManagement/v4"


class TmfGifts:
    """The gift system over HTTP."""

    def __init__(self, system: System) -> None:
        self._system = system

    async def due(self, caller: Caller, msisdn: str) -> tuple[GiftDue, ...]:
        """See ``Gifts.due``."""
        return await self._system.read(
            caller,
            f"{_PROMOTION}/promotion",
            lambda promotions: tuple(_due(promotion) for promotion in promotions),
            {"relatedParty.id": msisdn, "category": "gift"},
        )

    async def claim(self, caller: Caller, msisdn: str, gift_id: str, *, key: str) -> GiftClaimed:
        """See ``Gifts.claim``."""
        body = {"relatedParty": party(msisdn), "promotion": {"id": gift_id}}
        return await self._system.change(
            caller, "POST", f"{_PROMOTION}/giftClaim", body, _claimed, key=key
        )

    async def quote(
        self, caller: Caller, msisdn: str, recipient: str, item: GiftItem, amount: Decimal
    ) -> GiftQuote:
        """See ``Gifts.quote``."""
        body = _present(msisdn, recipient, item, amount)
        return await self._system.ask(caller, f"{_PROMOTION}/giftQuote", body, _quote)

    async def send(
        self,
        caller: Caller,
        msisdn: str,
        recipient: str,
        item: GiftItem,
        amount: Decimal,
        *,
        key: str,
    ) -> GiftSent:
        """See ``Gifts.send``."""
        body = _present(msisdn, recipient, item, amount)
        return await self._system.change(
            caller, "POST", f"{_PROMOTION}/giftOrder", body, _sent, key=key
        )


def _present(msisdn: str, recipient: str, item: GiftItem, amount: Decimal) -> dict[str, Any]:
    return {
        "relatedParty": party(msisdn),
        "recipient": recipient,
        "item": item,
        "amount": format(amount, "f"),
    }


def _due(promotion: Any) -> GiftDue:
    return GiftDue(
        id=promotion["id"],
        name=promotion["name"],
        gb=exact(promotion["effect"]["gb"]),
        minutes=whole(promotion["effect"]["minutes"]),
        days=promotion["effect"]["days"],
        refusal=promotion["refusal"],
        opens=day_or_none(promotion["validFor"], "startDate"),
        closes=day_or_none(promotion["validFor"], "endDate"),
    )


def _claimed(document: Any) -> GiftClaimed:
    return GiftClaimed(
        id=document["promotion"]["id"],
        name=document["promotion"]["name"],
        gb=exact(document["effect"]["gb"]),
        minutes=whole(document["effect"]["minutes"]),
        until=day(document["validFor"], "endDate"),
    )


def _quote(document: Any) -> GiftQuote:
    left = document["leftAfter"]
    return GiftQuote(
        recipient=document["recipient"],
        item=document["item"],
        amount=exact(document["amount"]),
        own_network=document["ownNetwork"],
        price=amount_of(document["price"]),
        left_after=None if left is None else exact(left),
        balance_after=amount_of(document["balanceAfter"]),
        name=document["name"],
    )


def _sent(document: Any) -> GiftSent:
    left = document["leftAfter"]
    return GiftSent(
        id=document["id"],
        recipient=document["recipient"],
        item=document["item"],
        amount=exact(document["amount"]),
        balance=amount_of(document["balanceAfter"]),
        left=None if left is None else exact(left),
        name=document["name"],
    )
