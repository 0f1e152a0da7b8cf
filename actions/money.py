"""Money: balance, packages, charges, top-up, promised payment, statement."""

import asyncio
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from actions.base import MiaAction, Outcome, Say
from actions.facts import facts_of
from actions.operator.billing import Account
from actions.operator.inventory import Subscription
from actions.order import Order
from knowledge.facts import catalogue

CHARGE_DAYS = 35  # a monthly fee and what came since
PERIODS = {"week": 7, "month": 30, "half_year": 180}


class CheckBalance(MiaAction):
    """Tells the balance, and shows the account's card."""

    title = "action_check_balance"
    system = "billing"

    async def act(self, order: Order) -> Outcome:
        """Read the account."""
        return Outcome.told("utter_check_balance", account=await _card(self, order))


class CheckRemaining(MiaAction):
    """Tells what is left of the packages."""

    title = "action_check_remaining"
    system = "billing"

    async def act(self, order: Order) -> Outcome:
        """Read the account; a tariff without a package has its prices told instead."""
        card = await _card(self, order)
        if any(Decimal(item["total"]) or Decimal(item["left"]) for item in card["remaining"]):
            return Outcome.told("utter_check_remaining", account=card, remaining=card["remaining"])
        tariff = catalogue()["tariffs"].get(card["tariff_id"], {})
        prices = {name: tariff.get(name, 0) for name in ("per_minute", "per_mb", "per_sms")}
        return Outcome.told("utter_no_package", tariff_name=card["tariff"], **prices)


class ExplainCharges(MiaAction):
    """Lists what was charged, and says when paid content is among it."""

    title = "action_explain_charges"
    system = "billing"

    async def act(self, order: Order) -> Outcome:
        """Read the charges of the last weeks."""
        charges = await self.operator.billing.charges(order.caller, order.msisdn, days=CHARGE_DAYS)
        if not charges:
            return Outcome.told("utter_no_charges", days=CHARGE_DAYS)
        subscription = await self.operator.inventory.subscription(order.caller, order.msisdn)
        paid = any(service.subscription for service in subscription.services)
        total = sum((charge.amount for charge in charges), Decimal(0))
        return Outcome.told(
            "utter_explain_charges",
            charges=charges,
            total=total,
            days=CHARGE_DAYS,
            paid_content=paid,
        )


class CheckTopUp(MiaAction):
    """Checks a sum before the yes to it is asked for."""

    title = "action_check_top_up"
    system = "billing"

    async def act(self, order: Order) -> Outcome:
        """Compare the sum with what one payment may be."""
        amount, limits = order.amount("top_up_amount"), catalogue()["top_up"]
        if amount < limits["min"]:
            too_little = Say("utter_top_up_too_little", {"min": limits["min"]})
            return Outcome((too_little,), {"refusal": "too_little"})
        if amount > limits["max"]:
            too_much = Say("utter_top_up_too_much", {"max": limits["max"]})
            return Outcome((too_much,), {"refusal": "too_much"})
        return Outcome.found()


class TopUpAccount(MiaAction):
    """Pays from the saved card."""

    title = "action_top_up"
    system = "billing"
    refusals: ClassVar = {
        "too_little": "utter_top_up_too_little",
        "too_much": "utter_top_up_too_much",
        "no_card": "utter_top_up_no_card",
    }

    async def act(self, order: Order) -> Outcome:
        """Make the payment."""
        paid = await self.operator.billing.top_up(
            order.caller, order.msisdn, order.amount("top_up_amount"), key=order.key
        )
        return Outcome.told("utter_top_up_done", amount=paid.amount, balance=paid.balance)


class PromisedOffered(MiaAction):
    """Finds out which promised payment can be taken."""

    title = "action_promised_offer"
    system = "billing"

    async def act(self, order: Order) -> Outcome:
        """Ask billing for the offer."""
        offer = await self.operator.billing.promised_offer(order.caller, order.msisdn)
        if offer.refusal:
            told = Say(f"utter_promised_{offer.refusal}", facts_of(offer))
            return Outcome((told,), {"refusal": offer.refusal})
        return Outcome.found(offer=offer)


class CheckPromised(MiaAction):
    """Checks that the sum is one of those on offer."""

    title = "action_check_promised"
    system = "billing"

    async def act(self, order: Order) -> Outcome:
        """Compare the sum with the offer."""
        options = [Decimal(option) for option in order.slots["offer"]["options"]]
        if order.amount("promised_amount") in options:
            return Outcome.found()
        return Outcome((Say("utter_promised_no_such_amount"),), {"refusal": "no_such_amount"})


class TakePromised(MiaAction):
    """Takes a promised payment."""

    title = "action_promised_payment"
    system = "billing"
    refusals: ClassVar = {
        "too_new": "utter_promised_too_new",
        "already_taken": "utter_promised_already_taken",
        "no_such_amount": "utter_promised_no_such_amount",
    }

    async def act(self, order: Order) -> Outcome:
        """Take it."""
        taken = await self.operator.billing.take_promised(
            order.caller, order.msisdn, order.amount("promised_amount"), key=order.key
        )
        return Outcome.told("utter_promised_done", **facts_of(taken))


class CheckStatement(MiaAction):
    """Works out the days of a statement and where it goes, before the yes is asked for."""

    title = "action_check_statement"
    system = "customers"

    async def act(self, order: Order) -> Outcome:
        """Check the period, and look up the e-mail on file."""
        terms = catalogue()["statement"]
        start, end = period(str(order.slots["statement_period"]), order.now.date())
        if start > end or end > order.now.date():
            return Outcome((Say("utter_statement_bad_period"),), {"refusal": "bad_period"})
        if (order.now.date() - start).days > terms["days_max"]:
            too_long = Say("utter_statement_too_long", {"max_days": terms["days_max"]})
            return Outcome((too_long,), {"refusal": "too_long"})
        email = order.slots.get("statement_email")
        if not email:
            customer = await self.operator.customers.profile(order.caller, order.msisdn)
            email = customer.email
        quote = {
            "kind": order.slots["statement_kind"],
            "start": start,
            "end": end,
            "email": email,
            "price": terms["price"],
        }
        if not email:
            return Outcome((), {"refusal": "no_email", "quote": facts_of(quote)})
        return Outcome.found(quote=quote)


class OrderStatement(MiaAction):
    """Orders a statement."""

    title = "action_order_statement"
    system = "billing"
    refusals: ClassVar = {
        "no_email": "utter_ask_statement_email",
        "too_long": "utter_statement_too_long",
        "bad_period": "utter_statement_bad_period",
    }

    async def act(self, order: Order) -> Outcome:
        """Order what was agreed."""
        quote = order.slots["quote"]
        done = await self.operator.billing.order_statement(
            order.caller,
            order.msisdn,
            quote["kind"],
            date.fromisoformat(quote["start"]),
            date.fromisoformat(quote["end"]),
            email=order.slots.get("statement_email") or quote["email"],
            key=order.key,
        )
        return Outcome.told(
            "utter_statement_done", kind=done.kind, start=done.start, end=done.end, email=done.email
        )


def period(value: str, today: date) -> tuple[date, date]:
    """Return the first and the last day that a period means.

    ``week``, ``month``, ``half_year`` end today; an ISO day is that day to today; ``first/last`` is
    an ISO interval.
    """
    if value in PERIODS:
        return today - timedelta(days=PERIODS[value]), today
    first, _, last = value.partition("/")
    return date.fromisoformat(first), date.fromisoformat(last) if last else today


async def _card(action: MiaAction, order: Order) -> dict[str, Any]:
    """Return the account's card: money, packages, tariff and name, as JSON values."""
    account, subscription, customer = await asyncio.gather(
        action.operator.billing.account(order.caller, order.msisdn),
        action.operator.inventory.subscription(order.caller, order.msisdn),
        action.operator.customers.profile(order.caller, order.msisdn),
    )
    return {"kind": "account", "name": customer.name.split()[0], **_figures(account, subscription)}


def _figures(account: Account, subscription: Subscription) -> dict[str, Any]:
    due = account.next_amount or Decimal(0)
    return {
        "balance": facts_of(account.balance),
        "tariff": subscription.tariff.name,
        "tariff_id": subscription.tariff.id,
        "next_charge": facts_of(account.next_charge),
        "next_amount": facts_of(account.next_amount),
        "remaining": facts_of(account.remaining),
        "debt": account.balance < 0,
        "enough": account.balance >= due,
    }
