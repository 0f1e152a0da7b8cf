"""Promo codes: looking one up, redeeming it, asking for one."""

from typing import ClassVar

from actions.base import MiaAction, Outcome
from actions.facts import facts_of
from actions.order import Order


class _CodeAction(MiaAction):
    """What looking up and redeeming a code share."""

    system = "promo_codes"
    refusals: ClassVar = {
        "unknown": "utter_code_unknown",
        "expired": "utter_code_expired",
        "used_up": "utter_code_used_up",
        "already_used": "utter_code_already_used",
        "too_many_tries": "utter_code_too_many_tries",
    }

    def about(self, order: Order) -> dict[str, object]:
        """Return the code."""
        return {"code": order.slots["promo_code"]}


class LookUpCode(_CodeAction):
    """Finds out what a code gives, before the yes is asked for."""

    title = "action_look_up_code"

    async def act(self, order: Order) -> Outcome:
        """Look the code up."""
        code = str(order.slots["promo_code"])
        offer = await self.operator.promo_codes.look_up(order.caller, order.msisdn, code)
        return Outcome.found(quote=offer)


class RedeemCode(_CodeAction):
    """Redeems a code."""

    title = "action_redeem_code"

    async def act(self, order: Order) -> Outcome:
        """Redeem it."""
        redeemed = await self.operator.promo_codes.redeem(
            order.caller, order.msisdn, str(order.slots["promo_code"]), key=order.key
        )
        return Outcome.told("utter_code_redeemed", **facts_of(redeemed))


class RequestCode(MiaAction):
    """Asks for a code for a loyal subscriber."""

    title = "action_request_code"
    system = "promo_codes"
    refusals: ClassVar = {"too_new": "utter_request_too_new", "too_soon": "utter_request_too_soon"}

    async def act(self, order: Order) -> Outcome:
        """Ask for it."""
        issued = await self.operator.promo_codes.request(order.caller, order.msisdn, key=order.key)
        return Outcome.told("utter_code_issued", **facts_of(issued))
