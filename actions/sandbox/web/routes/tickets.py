"""Trouble tickets: TMF621."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import JSONResponse

from actions.sandbox.problems import BadRequest, NoSuch
from actions.sandbox.services import tickets
from actions.sandbox.services.desk import Desk
from actions.sandbox.services.tickets import Filing
from actions.sandbox.store.tables import Ticket
from actions.sandbox.web.bodies import NewTicket, Settlement
from actions.sandbox.web.listing import AskedPage
from actions.sandbox.web.requests import (
    SERVICES,
    AskedChange,
    TheOffice,
    Whoever,
    require,
    require_service,
    require_sureness,
)
from actions.sandbox.web.routing import MSISDN, router
from actions.sandbox.web.shapes import Document, day, resource

routes = router("tickets", "troubleTicket")


@routes.post("/troubleTicket", status_code=201)
async def file_ticket(body: NewTicket, asked: AskedChange, office: TheOffice) -> Document:
    """A ticket. To be heard, it is enough to say who one is."""
    msisdn = body.party("customer")
    require(asked.requester, msisdn, "claimed")
    if not body.party("department"):
        raise BadRequest("no_department")

    async def work(desk: Desk) -> Document:
        filing = Filing(
            msisdn=msisdn,
            kind=body.ticketType,
            subject=body.name,
            department=body.party("department"),
            text=body.description,
            mood=body.mood,
            channel=body.channel.name,
            contact=body.contact,
            requested_time=body.requestedTime,
            outage=body.serviceProblem,
        )
        return _document(await tickets.file(desk, filing))

    return await office.change(asked.change("file_ticket", msisdn), work)


@routes.get("/troubleTicket/{number}")
async def read_ticket(number: str, whoever: Whoever, office: TheOffice) -> Document:
    """A ticket; to others than its subscriber it does not exist."""
    require_sureness(whoever, "claimed")
    async with office.reading() as desk:
        ticket = await tickets.find(desk, number)
        if whoever.subject not in {ticket.msisdn, *SERVICES}:
            raise NoSuch("no_such_ticket")
        return _document(ticket)


@routes.get("/troubleTicket")
async def list_tickets(
    whoever: Whoever,
    office: TheOffice,
    page: AskedPage,
    msisdn: Annotated[str | None, Query(alias="relatedParty.id", pattern=MSISDN)] = None,
    row: Annotated[int, Query(alias="row.gt", ge=0)] = 0,
) -> JSONResponse:
    """A subscriber's tickets, newest first; for a service all of them, in the order of filing."""
    async with office.reading() as desk:
        if msisdn is not None:
            require(whoever, msisdn)
            return page.of(_document(ticket) for ticket in await tickets.of(desk, msisdn))
        require_service(whoever)
        found = await tickets.after(desk, row, page.limit or 100)
        return page.of(_document(ticket) for ticket in found)


@routes.patch("/troubleTicket/{number}")
async def settle_ticket(
    number: str, body: Settlement, asked: AskedChange, office: TheOffice
) -> Document:
    """A ticket's new status and answer, set by a service."""
    require_service(asked.requester)
    answer = body.note[0].text if body.note else None

    async def work(desk: Desk) -> Document:
        return _document(await tickets.settle(desk, number, body.status, answer))

    return await office.change(asked.change("settle_ticket", number), work)


def _document(ticket: Ticket) -> Document:
    return resource(
        f"{routes.prefix}/troubleTicket",
        str(ticket.number),
        "TroubleTicket",
        row=ticket.row,
        ticketType=ticket.kind,
        name=ticket.subject,
        description=ticket.text,
        mood=ticket.mood,
        status=ticket.status,
        channel={"name": ticket.channel},
        relatedParty=[
            {"id": ticket.msisdn, "role": "customer"},
            {"id": ticket.department, "role": "department"},
        ],
        contact=ticket.contact,
        requestedTime=ticket.requested_time,
        serviceProblem=ticket.outage,
        creationDate=day(ticket.opened),
        expectedResolutionDate=day(ticket.expected),
        note=[{"text": ticket.answer}] if ticket.answer else [],
    )
