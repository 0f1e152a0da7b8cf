"""Gifts of the staff, and a supervisor's decisions about them."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from actions.operator.errors import OperatorError
from bot.desk.approvals import Wish
from bot.desk.case import Case, Line
from bot.desk.giving import Outcome
from bot.desk.parts import DeskParts
from bot.desk.staff.access import ActingLeader, Actor, Leader
from bot.desk.web.bodies import Decision, Gift
from bot.desk.web.desk import NOT_YOURS, Parts, SeenCase
from bot.desk.words import said_of
from bot.masking import hide_secrets, mask_msisdn
from bot.service.access import core_of
from bot.service.problems import Problem

router = APIRouter(prefix="/desk", include_in_schema=False)

Document = dict[str, Any]

_UNKNOWN = Problem(503, "Not known yet", "The operator's system does not answer; try again.")


@router.post("/cases/{case}/gifts")
async def give(body: Gift, case: SeenCase, desk: Parts, member: Actor) -> Document:
    """Give something to the subscriber of a conversation that one has."""
    if case.state != "held" or case.holder != member.login or case.lease != body.lease:
        raise NOT_YOURS
    subject = case.packet.get("subject")
    if not subject:
        return {"state": "refused", "refusal": "no_subscriber"}
    wish = Wish(
        id=body.id,
        case=case.id,
        msisdn=str(subject),
        kind=body.kind,
        amount=body.amount,
        why=hide_secrets(body.why),
        by=member.login,
        at=desk.cases.now(),
    )
    try:
        outcome = await desk.giving.give(wish, approver=member.login if member.leads else None)
    except OperatorError:
        raise _UNKNOWN from None
    await _tell(desk, case, wish, outcome, member.name)
    return {"state": outcome.state, "refusal": outcome.refusal}


@router.get("/approvals")
async def approvals(request: Request, desk: Parts, member: Leader) -> list[Document]:
    """Show what waits for a supervisor's decision."""
    roster = core_of(request).staff.roster
    return [
        {
            "id": wish.id,
            "case": wish.case,
            "who": mask_msisdn(wish.msisdn),
            "kind": wish.kind,
            "amount": wish.amount,
            "why": wish.why,
            "by_name": (roster.named(wish.by) or member).name,
        }
        for wish in await desk.giving.approvals.waiting()
    ]


@router.post("/approvals/{wish}")
async def decide(wish: str, body: Decision, desk: Parts, member: ActingLeader) -> Document:
    """Approve or decline; what was decided once stays."""
    found = await desk.giving.approvals.find(wish)
    if found is None:
        raise Problem(404, "Nothing to decide", "It has been decided, or was never asked.")
    try:
        outcome = await desk.giving.decide(found, member.login, approve=body.approve)
    except OperatorError:
        raise _UNKNOWN from None
    if outcome is None:
        raise Problem(409, "Decided otherwise", "Another supervisor was quicker.")
    case = await desk.cases.find(found.case)
    if case is not None:
        await _tell(desk, case, found, outcome, member.name)
    return {"state": outcome.state, "refusal": outcome.refusal}


async def _tell(desk: DeskParts, case: Case, wish: Wish, outcome: Outcome, by: str) -> None:
    """Note in the conversation what became of a gift; the subscriber is told of one that is his."""
    text = said_of(wish.kind, wish.amount, outcome.state, by)
    line = Line(f"gift-{wish.id}-{outcome.state}", desk.cases.now(), "desk", text)
    await desk.cases.note(case.id, line)
    if outcome.state == "given" and outcome.given is not None:
        until = outcome.given.until.isoformat() if outcome.given.until else None
        facts = {"kind": wish.kind, "amount": wish.amount, "until": until}
        await desk.teller.tell(
            case, f"given-{wish.id}", "utter_goodwill_given", **facts, code=outcome.given.code
        )
