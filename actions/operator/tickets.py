"""Trouble tickets: what people say to the operator, and what becomes of it (TMF621)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from actions.operator.call import Caller

TicketKind = Literal["complaint", "feedback", "network", "fraud", "callback"]
TicketStatus = Literal["new", "in_work", "answered", "closed", "declined"]


@dataclass(frozen=True, slots=True)
class TicketDraft:
    """What is to be filed for a subscriber.

    ``subject`` is what it is about and ``department`` who answers for that (see
    ``knowledge.subjects``); ``mood`` is how the person was heard; ``contact`` is the number to call;
    ``wanted`` is when, in his own words; ``outage`` the id of a known one that it belongs to.
    """

    kind: TicketKind
    subject: str
    department: str
    text: str
    mood: str = "calm"
    contact: str | None = None
    wanted: str | None = None
    outage: str | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket. ``row`` grows with each one filed; ``expected`` is the day of the answer."""

    number: str
    row: int
    kind: TicketKind
    subject: str
    department: str
    status: TicketStatus
    msisdn: str
    text: str
    mood: str
    channel: str
    opened: date
    expected: date | None
    answer: str | None = None


class Tickets(Protocol):
    """The ticket system."""

    async def file(self, caller: Caller, draft: TicketDraft, *, key: str) -> Ticket:
        """File a ticket for the caller. Raises ``Unavailable``, ``OutcomeUnknown``."""
        ...

    async def ticket(self, caller: Caller, number: str) -> Ticket:
        """Return a ticket of the caller's own. Raises ``NotFound`` for others' too, ``Unavailable``."""
        ...

    async def own(self, caller: Caller) -> tuple[Ticket, ...]:
        """List the caller's tickets, newest first. Raises ``Unavailable``."""
        ...

    async def filed(self, caller: Caller, after: int, limit: int) -> tuple[Ticket, ...]:
        """List tickets of all subscribers whose ``row`` is greater, oldest first, for a service.

        Raises ``Unavailable``.
        """
        ...

    async def settle(
        self, caller: Caller, number: str, status: TicketStatus, answer: str | None, *, key: str
    ) -> Ticket:
        """Set a ticket's status, and its answer if there is one, for a service.

        Raises ``NotFound``, ``Unavailable``, ``OutcomeUnknown``.
        """
        ...
