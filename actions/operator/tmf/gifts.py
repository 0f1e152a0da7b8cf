"""Gifts over TMF671 (promotion)."""

from typing import Any

from actions.operator.call import Caller
from actions.operator.gifts import GiftClaimed, GiftDue, GiftQuote, GiftSent, Present
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

    async def quote(self, caller: Caller, present: Present) -> GiftQuote:
        """See ``Gifts.quote``."""
        return await self._system.ask(caller, f"{_PROMOTION}/giftQuote", _body(present), _quote)

    async def send(self, caller: Caller, present: Present, *, key: str) -> GiftSent:
        """See ``Gifts.send``."""
        return await self._system.change(
            caller, "POST", f"{_PROMOTION}/giftOrder", _body(present), _sent, key=key
        )


def _body(present: Present) -> dict[str, object]:
    return {
        "relatedParty": party(present.giver),
        "recipient": present.recipient,
        "item": present.item,
        "amount": format(present.amount, "f"),
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
