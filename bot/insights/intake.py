"""Intake: complaints and wishes are taken from the operator's tickets, each once.

Tickets are read again and again from a little before the last one seen: of two that are filed at
once the later may be seen first. A ticket that is known already changes nothing, so no mark of what
was done can be lost between the two systems.
"""

from __future__ import annotations

from actions.operator.call import Caller
from actions.operator.tickets import Tickets
from bot.insights.insights import Insights
from bot.insights.rounds import rounds

SERVICE = Caller("insights", "verified", "insights")
OVERLAP = 50  # tickets
PAGE = 100


class TicketIntake:
    """Takes tickets in."""

    def __init__(self, tickets: Tickets, insights: Insights) -> None:
        self._tickets = tickets
        self._insights = insights

    async def once(self) -> int:
        """Take in what was filed since, page by page; returns how many tickets were new to it.

        Raises:
            OperatorError: the ticket system does not answer.
        """
        last = await self._insights.store.row()
        after, seen = max(last - OVERLAP, 0), 0
        while True:
            page = await self._tickets.filed(SERVICE, after, PAGE)
            for ticket in page:
                await self._insights.hear_ticket(ticket)
                seen += ticket.row > last
            if page:
                after = page[-1].row
            if len(page) < PAGE:
                break
        if after > last:
            await self._insights.store.reached(after)
        return seen

    async def run(self) -> None:
        """Do it every few seconds, until cancelled."""
        await rounds("taking in tickets", self.once)
