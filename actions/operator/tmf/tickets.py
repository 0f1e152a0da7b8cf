"""Trouble tickets over TMF621."""

from collections.abc import Mapping
from typing import Any

from actions.operator.call import Caller
from actions.operator.errors import NotFound
from actions.operator.tickets import Ticket, TicketDraft, TicketStatus
from actions.operator.tmf.shapes import day, day_or_none, party
from actions.operator.tmf.transport import System

_TICKETS = "/tmf-api/troubleTicket/v4/troubleTicket"
# TMF621's states, and what they are called here.
_STATES: Mapping[str, TicketStatus] = {
    "acknowledged": "new",
    "inProgress": "in_work",
    "resolved": "answered",
    "closed": "closed",
    "rejected": "declined",
}
_TMF_STATES = {status: state for state, status in _STATES.items()}


class TmfTickets:
    """The ticket system over HTTP."""

    def __init__(self, system: System) -> None:
        self._system = system

    async def file(self, caller: Caller, draft: TicketDraft, *, key: str) -> Ticket:
        """See ``Tickets.file``."""
        return await self._system.change(
            caller, "POST", _TICKETS, _draft(caller, draft), _ticket, key=key
        )

    async def ticket(self, caller: Caller, number: str) -> Ticket:
        """See ``Tickets.ticket``."""
        found = await self._system.read(caller, f"{_TICKETS}/{number}", _ticket)
        if found.msisdn != caller.subject:
            raise NotFound(number)
        return found

    async def own(self, caller: Caller) -> tuple[Ticket, ...]:
        """See ``Tickets.own``."""
        params = {"relatedParty.id": caller.subject or ""}
        return await self._system.read(caller, _TICKETS, _tickets, params)

    async def filed(self, caller: Caller, after: int, limit: int) -> tuple[Ticket, ...]:
        """See ``Tickets.filed``."""
        params = {"row.gt": str(after), "limit": str(limit)}
        return await self._system.read(caller, _TICKETS, _tickets, params)

    async def settle(
        self, caller: Caller, number: str, status: TicketStatus, answer: str | None, *, key: str
    ) -> Ticket:
        """See ``Tickets.settle``."""
        body = {"status": _TMF_STATES[status], "note": [{"text": answer}] if answer else []}
        return await self._system.change(
            caller, "PATCH", f"{_TICKETS}/{number}", body, _ticket, key=key
        )


def _draft(caller: Caller, draft: TicketDraft) -> dict[str, object]:
    return {
        "ticketType": draft.kind,
        "name": draft.subject,
        "description": draft.text,
        "mood": draft.mood,
        "channel": {"name": caller.channel},
        "relatedParty": [
            {**party(caller.subject or ""), "role": "customer"},
            {"id": draft.department, "role": "department"},
        ],
        "contact": draft.contact,
        "requestedTime": draft.wanted,
        "serviceProblem": draft.outage,
    }


def _tickets(documents: Any) -> tuple[Ticket, ...]:
    return tuple(_ticket(document) for document in documents)


def _ticket(document: Any) -> Ticket:
    parties = {each["role"]: each["id"] for each in document["relatedParty"]}
    notes = document["note"]
    return Ticket(
        number=document["id"],
        row=int(document["row"]),
        kind=document["ticketType"],
        subject=document["name"],
        department=parties["department"],
        status=_STATES[document["status"]],
        msisdn=parties["customer"],
        text=document["description"],
        mood=document["mood"],
        channel=document["channel"]["name"],
        opened=day(document, "creationDate"),
        expected=day_or_none(document, "expectedResolutionDate"),
        answer=notes[-1]["text"] if notes else None,
    )
