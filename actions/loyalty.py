"""The loyalty programme."""

from actions.base import MiaAction, Outcome
from actions.facts import facts_of
from actions.order import Order


class LoyaltyOffers(MiaAction):
    """Tells what the programme offers now, and what comes later."""

    title = "action_loyalty_offers"
    system = "loyalty"

    async def act(self, order: Order) -> Outcome:
        """List the offers."""
        offers = await self.operator.loyalty.offers(order.caller, order.msisdn)
        return Outcome.told(
            "utter_loyalty_offers",
            available=facts_of([offer for offer in offers if offer.available]),
            later=facts_of([offer for offer in offers if not offer.available]),
        )
