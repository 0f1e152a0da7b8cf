"""Trouble with the network: first the account and known outages are looked at, then it is filed."""

from typing import Any, Literal

from actions.base import MiaAction, Outcome
from actions.operator.errors import Unavailable
from actions.operator.network import Outage
from actions.operator.tickets import TicketDraft
from actions.order import Order
from actions.service_tokens import is_at_least
from actions.tickets import ReportsTicket, claiming
from knowledge.facts import catalogue
from knowledge.mood import mood_of
from knowledge.subjects import department_of

Found = Literal["blocked", "outage", "no_money", "no_package", "nothing"]
# What a package lacks where it is used up, by what does not work.
_UNIT = {"internet": "gb", "calls": "minutes"}


class CheckNetwork(MiaAction):
    """Looks for the reason before anything is filed, and says what was found."""

    title = "action_check_network"
    system = "network"

    async def act(self, order: Order) -> Outcome:
        """Look at the account, where the person is known well enough, and at known outages."""
        what, place = str(order.slots["network_what"]), str(order.slots["network_place"])
        found: Found = "nothing"
        outage = None
        if order.caller.subject and is_at_least(order.caller.sureness, "network"):
            found = await self._in_account(order, what)
        if found != "blocked":
            outage = affecting(what, await self.operator.network.outages(order.caller, place))
            found = "outage" if outage else found
        told = Outcome.told(
            f"utter_network_found_{found}",
            what=what,
            area=outage.area if outage else None,
            until=outage.until if outage else None,
        )
        quote = {"found": found, "outage": outage.id if outage else None}
        return Outcome(told.say, {"refusal": None, "quote": quote})

    async def _in_account(self, order: Order, what: str) -> Found:
        """Return what the account shows. Where it cannot be seen, the network is still looked at."""
        try:
            connected = await self.operator.inventory.subscription(order.caller, order.msisdn)
            if connected.sim_blocked:
                return "blocked"
            account = await self.operator.billing.account(order.caller, order.msisdn)
        except Unavailable:
            return "nothing"
        if account.balance < 0:
            return "no_money"
        unit = _UNIT.get(what)
        package = next((each for each in account.remaining if each.unit == unit), None)
        return "no_package" if package and package.total and not package.left else "nothing"


class ReportNetworkIssue(ReportsTicket):
    """Files trouble with the engineers, with what was asked and what was found."""

    title = "action_report_network_issue"
    told = "utter_network_issue_filed"

    async def act(self, order: Order) -> Outcome:
        """File it; where an outage is known, as a part of that."""
        what = str(order.slots["network_what"])
        subject = "calls" if what == "calls" else "internet"
        quote = order.slots.get("quote") or {}
        draft = TicketDraft(
            kind="network",
            subject=subject,
            department=department_of(subject),
            text=description(order, str(quote.get("found") or "nothing")),
            mood=mood_of(str(order.slots["network_since"])),
            contact=claiming(order).subject,
            outage=quote.get("outage"),
        )
        return await self.file(order, draft)


def affecting(what: str, outages: tuple[Outage, ...]) -> Outage | None:
    """Return the first outage that explains what does not work."""
    return next(
        (each for each in outages if "all" in (each.service, what) or each.service == what), None
    )


def description(order: Order, found: str) -> str:
    """Put what was said and found into the words that engineers read."""
    texts: dict[str, Any] = catalogue()["ticket_texts"]
    return str(texts["network"]).format(
        what=texts["network_what"][order.slots["network_what"]],
        place=order.slots["network_place"],
        since=order.slots["network_since"],
        found=texts["network_found"][found],
    )
