"""Tariff and services: what is connected to a number."""

import asyncio

from actions.base import MiaAction, Outcome
from actions.facts import facts_of
from actions.order import Order


class CurrentTariff(MiaAction):
    """Tells the tariff, its fee and the next charge."""

    title = "action_current_tariff"
    system = "inventory"

    async def act(self, order: Order) -> Outcome:
        """Read the inventory."""
        subscription, account = await asyncio.gather(
            self.operator.inventory.subscription(order.caller, order.msisdn),
            self.operator.billing.account(order.caller, order.msisdn),
        )
        return Outcome.told(
            "utter_current_tariff",
            tariff=subscription.tariff,
            next_charge=account.next_charge,
            next_amount=account.next_amount,
        )


class ListServices(MiaAction):
    """Lists the connected services, paid content apart."""

    title = "action_list_services"
    system = "inventory"

    async def act(self, order: Order) -> Outcome:
        """Read the inventory."""
        subscription = await self.operator.inventory.subscription(order.caller, order.msisdn)
        services = subscription.services
        if not services:
            return Outcome.told("utter_no_services")
        paid = any(service.subscription for service in services)
        return Outcome.told("utter_list_services", services=facts_of(services), paid_content=paid)
