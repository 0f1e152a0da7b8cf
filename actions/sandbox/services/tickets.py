"""Tickets: filed, asked about, settled."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from actions.sandbox.problems import NoSuch
from actions.sandbox.services.desk import Desk
from actions.sandbox.store.tables import Ticket

_FIRST_NUMBER = 400_000


@dataclass(frozen=True, slots=True)
class Filing:
    """What is filed, by whom and whereof."""

    msisdn: str
    kind: str
    subject: str
    department: str
    text: str
    mood: str
    channel: str
    contact: str | None
    requested_time: str | None
    outage: str | None


async def file(desk: Desk, filing: Filing) -> Ticket:
    """File a ticket; it is answered within the days that its kind takes."""
    ticket = Ticket(
        number=None,
        msisdn=filing.msisdn,
        kind=filing.kind,
        subject=filing.subject,
        department=filing.department,
        status="acknowledged",
        text=filing.text,
        mood=filing.mood,
        channel=filing.channel,
        contact=filing.contact,
        requested_time=filing.requested_time,
        outage=filing.outage,
        answer=None,
        opened=desk.today,
        opened_spec=None,
        expected=desk.today + timedelta(days=desk.terms.ticket_days[filing.kind]),
        expected_spec=None,
    )
    desk.session.add(ticket)
    await desk.session.flush()  # gives it its row
    ticket.number = f"T-{_FIRST_NUMBER + ticket.row}"
    return ticket


async def find(desk: Desk, number: str) -> Ticket:
    """Return a ticket.

    Raises:
        NoSuch: there is none of that number.
    """
    found = await desk.session.scalar(select(Ticket).where(Ticket.number == number))
    if found is None:
        raise NoSuch("no_such_ticket")
    return found


async def of(desk: Desk, msisdn: str) -> list[Ticket]:
    """List a subscriber's tickets, newest first."""
    query = select(Ticket).where(Ticket.msisdn == msisdn)
    return list(await desk.session.scalars(query.order_by(Ticket.opened.desc(), Ticket.row.desc())))


async def after(desk: Desk, row: int, limit: int) -> list[Ticket]:
    """List tickets in the order of filing, those after a row."""
    query = select(Ticket).where(Ticket.row > row).order_by(Ticket.row).limit(limit)
    return list(await desk.session.scalars(query))


async def settle(desk: Desk, number: str, status: str, answer: str | None) -> Ticket:
    """Set a ticket's status, and its answer if there is one.

    Raises:
        NoSuch: there is none of that number.
    """
    ticket = await find(desk, number)
    ticket.status = status
    ticket.answer = answer or ticket.answer
    return ticket
