"""What people say to the operator: complaints, wishes, call-backs, fraud; and what became of it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from actions.base import FAILED, MiaAction, Outcome, Say
from actions.operator.call import Caller
from actions.operator.errors import NotFound
from actions.operator.tickets import Ticket, TicketDraft
from actions.order import Order
from actions.service_tokens import is_at_least
from knowledge.clock import at_hour, is_today, said_hour, tomorrow
from knowledge.facts import catalogue
from knowledge.hours import first_hour, is_open, is_within, nearest_within
from knowledge.mood import mood_of
from knowledge.subjects import OTHER, department_of, subject_of

UNKNOWN = "unknown"
_NUMBER = re.compile(r"\d+")


def claiming(order: Order) -> Caller:
    """Return the caller; who is not known speaks for the number that he gave."""
    caller = order.caller
    if caller.subject is not None:
        return caller
    return replace(caller, subject=str(order.slots["contact_number"]), sureness="claimed")


class RecogniseComplaint(MiaAction):
    """Hears what a complaint is about and in what mood it is said; the person says it only once."""

    title = "action_recognise_complaint"

    async def act(self, order: Order) -> Outcome:
        """Take the subject from the words, unless it was chosen."""
        text = str(order.slots["complaint_text"])
        subject = order.slots.get("complaint_subject") or subject_of(text)
        return Outcome.found(complaint_subject=subject, quote={"mood": mood_of(text)})


class ReportsTicket(MiaAction):
    """Files a ticket, and tells its number, who has it, and by when he answers."""

    system = "tickets"
    told: ClassVar[str]

    async def file(self, order: Order, draft: TicketDraft) -> Outcome:
        """File a draft under the order's key."""
        ticket = await self.operator.tickets.file(claiming(order), draft, key=order.key)
        return Outcome.told(self.told, **_facts(ticket), mood=draft.mood)


class FileComplaint(ReportsTicket):
    """Files a complaint with the department that answers for its subject."""

    title = "action_file_complaint"
    told = "utter_complaint_filed"

    async def act(self, order: Order) -> Outcome:
        """File what was told."""
        text, subject = str(order.slots["complaint_text"]), str(order.slots["complaint_subject"])
        draft = TicketDraft("complaint", subject, department_of(subject), text, mood_of(text))
        return await self.file(order, draft)


class LeaveFeedback(ReportsTicket):
    """Passes on a wish or praise."""

    title = "action_leave_feedback"
    told = "utter_feedback_filed"

    async def act(self, order: Order) -> Outcome:
        """File what was told."""
        text = str(order.slots["feedback_text"])
        subject = subject_of(text) or OTHER
        draft = TicketDraft("feedback", subject, department_of(subject), text, mood_of(text))
        return await self.file(order, draft)


class ReportFraud(ReportsTicket):
    """Tells the security department what swindlers did."""

    title = "action_report_fraud"
    told = "utter_fraud_filed"

    async def act(self, order: Order) -> Outcome:
        """File what was told."""
        text, subject = str(order.slots["fraud_text"]), "fraud"
        draft = TicketDraft("fraud", subject, department_of(subject), text, mood_of(text))
        return await self.file(order, draft)


class CheckCallbackTime(MiaAction):
    """Sees that people are there at the hour a call is wanted; else offers the nearest at which they are."""

    title = "action_check_callback_time"

    async def act(self, order: Order) -> Outcome:
        """Put the nearest hour in place of the one that was said, if that is out of hours."""
        hours, wanted = _callback_hours(), str(order.slots["callback_time"])
        said = said_hour(wanted, order.now)
        if said is None or any(is_within(hours, at) for at in said.times):
            return Outcome.found()
        before, after = wanted[: said.start], wanted[said.end :]
        nearest = nearest_within(hours, said.times[0])
        if nearest <= order.now.time() and is_today(before + after):
            nearest, before, after = first_hour(hours), f"{tomorrow()} ", ""
        offered = f"{before}{at_hour(nearest)}{after}"
        too_late = Say("utter_callback_out_of_hours", {"time": offered})
        return Outcome((too_late,), {"refusal": None, "callback_time": offered})


class RequestCallback(ReportsTicket):
    """Asks for a call; out of hours it comes when they begin, and that is said."""

    title = "action_request_callback"
    told = "utter_callback_filed"

    async def act(self, order: Order) -> Outcome:
        """File the wish, with the time in the person's words."""
        hours = _callback_hours()
        opens = hours.split("-", maxsplit=1)[0]
        wanted = wanted_time(order.slots["callback_time"])
        caller = claiming(order)
        draft = TicketDraft(
            kind="callback",
            subject=OTHER,
            department=department_of(OTHER),
            text=str(catalogue()["ticket_texts"]["callback"]).format(time=wanted),
            contact=str(order.slots.get("contact_number") or caller.subject),
            wanted=wanted,
        )
        ticket = await self.operator.tickets.file(caller, draft, key=order.key)
        return Outcome.told(
            self.told,
            **_facts(ticket),
            contact=draft.contact,
            time=wanted,
            soon=order.slots["callback_time"] == "soon",
            is_open=is_open(hours, order.now),
            opens=opens,
        )


class CheckTicket(MiaAction):
    """Tells what became of a ticket: of that number, or of all of one's own."""

    title = "action_check_ticket"
    system = "tickets"

    async def act(self, order: Order) -> Outcome:
        """Look it up; what stands in it is told only to whom the channel knows."""
        caller = claiming(order)
        is_known = is_at_least(caller.sureness, "network")
        number = order.slots.get("ticket_number")
        if number is None and is_known:
            own = await self.operator.tickets.own(caller)
            return Outcome.told("utter_own_tickets", tickets=[_facts(each) for each in own[:3]])
        try:
            ticket = await self.operator.tickets.ticket(caller, ticket_number(str(number)))
        except NotFound:
            refusal = FAILED if is_known else UNKNOWN
            return Outcome((Say("utter_ticket_unknown"),), {"refusal": refusal})
        answer = ticket.answer if is_known else None
        return Outcome.told(
            "utter_ticket_status",
            ticket=_facts(ticket),
            answer=answer,
            is_hidden=ticket.answer is not None and not is_known,
        )


def ticket_number(said: str) -> str:
    """Return a ticket's number as it is written: ``300512``, ``t-300512`` → ``T-300512``."""
    return f"T-{''.join(_NUMBER.findall(said))}"


def wanted_time(chosen: str) -> str:
    """Return a time that was chosen, in words; one in the person's own words stays as it is."""
    times: Mapping[str, str] = catalogue()["callback_times"]
    return times.get(chosen, chosen)


def _callback_hours() -> str:
    return str(catalogue()["support"]["callback_hours"])


def _facts(ticket: Ticket) -> dict[str, object]:
    return {
        "number": ticket.number,
        "digits": int("".join(_NUMBER.findall(ticket.number))),
        "kind": ticket.kind,
        "department": ticket.department,
        "status": ticket.status,
        "opened": ticket.opened,
        "expected": ticket.expected,
    }
