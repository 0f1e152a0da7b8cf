"""Gifts: those due to the subscriber, and those he gives."""

from decimal import Decimal
from typing import ClassVar

from actions.base import MiaAction, Outcome, Say
from actions.facts import facts_of
from actions.operator.gifts import GiftDue, Present
from actions.order import Order

CARDS = ("card_coffee", "card_film")

# What is said when a gift cannot be claimed, by the system's reason.
CLAIM_REFUSALS = {
    "not_due": "utter_gift_not_due",
    "already_claimed": "utter_gift_already_claimed",
    "internet_not_configured": "utter_gift_needs_internet",
}


class DueGifts(MiaAction):
    """Finds the gifts that can be claimed today."""

    title = "action_due_gifts"
    system = "gifts"

    async def act(self, order: Order) -> Outcome:
        """List the gifts; one is taken as chosen, of several one is to be chosen."""
        gifts = await self.operator.gifts.due(order.caller, order.msisdn)
        wanted = order.slots.get("gift_id")
        asked_for = [gift for gift in gifts if gift.id == wanted]
        due = [gift for gift in asked_for or gifts if gift.refusal is None]
        if asked_for and not due:
            return _refused(asked_for[0])
        if not due:
            return Outcome((_nothing(gifts),), {"refusal": "none"})
        if len(due) > 1:
            return Outcome.found(due=due)
        return Outcome.found(due=due, quote=due[0], gift_id=due[0].id)


class ClaimGift(MiaAction):
    """Credits a gift."""

    title = "action_claim_gift"
    system = "gifts"
    refusals: ClassVar = CLAIM_REFUSALS

    async def act(self, order: Order) -> Outcome:
        """Claim the chosen gift."""
        gift_id = str(order.slots["gift_id"])
        given = await self.operator.gifts.claim(order.caller, order.msisdn, gift_id, key=order.key)
        return Outcome.told("utter_gift_claimed", id=given.id, name=given.name, until=given.until)

    def about(self, order: Order) -> dict[str, object]:
        """Return the gift's name."""
        due = order.slots.get("due") or []
        names = [gift["name"] for gift in due if gift["id"] == order.slots.get("gift_id")]
        return {"name": names[0] if names else ""}


class _GivingAction(MiaAction):
    """What the quote and the giving of a gift share."""

    system = "gifts"
    refusals: ClassVar = {
        "to_oneself": "utter_gift_to_oneself",
        "not_enough": "utter_gift_not_enough",
        "too_little": "utter_gift_too_little",
        "too_much": "utter_gift_too_much",
        "other_operator": "utter_gift_other_operator",
    }

    def about(self, order: Order) -> dict[str, object]:
        """Return what was to be given and to whom."""
        return {"item": order.slots["gift_item"], "recipient": order.slots["gift_recipient"]}


class QuoteGift(_GivingAction):
    """Asks what a gift to somebody would cost, and whether it can be given at all."""

    title = "action_quote_gift"

    async def act(self, order: Order) -> Outcome:
        """Ask for the quote."""
        quote = await self.operator.gifts.quote(order.caller, _present(order))
        return Outcome.found(quote=quote)


class SendGift(_GivingAction):
    """Gives a gift to somebody."""

    title = "action_send_gift"

    async def act(self, order: Order) -> Outcome:
        """Give it."""
        sent = await self.operator.gifts.send(order.caller, _present(order), key=order.key)
        return Outcome.told("utter_gift_sent", **facts_of(sent))


def _present(order: Order) -> Present:
    item = order.slots["gift_item"]
    amount = Decimal(1) if item in CARDS else order.amount("gift_amount")
    return Present(order.msisdn, str(order.slots["gift_recipient"]), item, amount)


def _refused(gift: GiftDue) -> Outcome:
    """Say why the gift that was asked for cannot be claimed now."""
    reason = gift.refusal or "not_due"
    return Outcome((Say(CLAIM_REFUSALS[reason], facts_of(gift)),), {"refusal": reason})


def _nothing(gifts: tuple[GiftDue, ...]) -> Say:
    """Say why there is no gift now, and when the next one comes."""
    later = [gift for gift in gifts if gift.refusal == "not_due" and gift.opens]
    taken = [gift for gift in gifts if gift.refusal == "already_claimed"]
    return Say("utter_no_gifts", facts_of({"later": later, "taken": taken}))
