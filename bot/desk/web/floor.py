"""The supervisor's floor: who is on what, how fast it goes; taking over; searching conversations."""

from __future__ import annotations

import uuid
from collections import Counter
from statistics import median
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from actions.operator.errors import OperatorError
from bot.desk.case import Case
from bot.desk.parts import DeskParts
from bot.desk.reasons import results
from bot.desk.rules.pace import service_level
from bot.desk.staff.access import ActingLeader, Leader
from bot.desk.web import views
from bot.desk.web.desk import NOT_WRITTEN_DOWN, Parts, SeenCase
from bot.masking import hide_secrets
from bot.service.access import core_of
from bot.service.problems import Problem

router = APIRouter(prefix="/desk", include_in_schema=False)

Document = dict[str, Any]

FOUND = 50


@router.get("/floor")
async def floor(request: Request, desk: Parts, member: Leader) -> Document:
    """Show who is at the desk and on which conversation, waits and the service level."""
    present, handled = await desk.floor.present(), await desk.floor.handled(500)
    waiting, taken = await desk.floor.waiting(), await desk.floor.taken()
    now = desk.cases.now()
    held = [case.holder for case in taken]
    return {
        "waiting": len(waiting),
        "queues": Counter(case.queue for case in waiting).most_common(),
        "longest": max((now - case.since for case in waiting), default=None),
        "level": service_level(handled),
        "usual_wait": median(each.waited for each in handled) if handled else None,
        "usual_talk": median(each.took for each in handled) if handled else None,
        "taken": [_row(request, case) for case in taken],
        "people": [
            views.colleague(each, present, held.count(each.login))
            for each in core_of(request).staff.roster
        ],
    }


@router.post("/cases/{case}/take-over")
async def take_over(case: SeenCase, desk: Parts, member: ActingLeader) -> Document:
    """Take a conversation over from whoever has it."""
    await _write_down(desk, member.login, "take_over", case.id)
    held = await desk.cases.give(case.id, member.login)
    if held is None:
        raise Problem(409, "It is over", "The conversation has ended.")
    now = await desk.cases.find(case.id)
    lines = await desk.floor.lines(case.id)
    return views.whole(now or case, lines, await desk.floor.delivered(case.id))


@router.get("/search")
async def search(
    request: Request,
    desk: Parts,
    member: Leader,
    words: Annotated[str, Query(min_length=2, max_length=100)],
) -> list[Document]:
    """Find conversations by words that were said in them, or by a number; the newest first."""
    await _write_down(desk, member.login, "search", "transcripts", words=hide_secrets(words))
    return [_row(request, case) for case in await desk.words.find(words, FOUND)]


def _row(request: Request, case: Case) -> Document:
    holder = core_of(request).staff.roster.named(case.holder)
    return {
        **views.row(case),
        "holder_name": holder.name if holder else "",
        "result_title": results().get(case.result, ""),
    }


async def _write_down(desk: DeskParts, actor: str, what: str, about: str, **details: str) -> None:
    """Put a deed into the log first: what cannot be written down is not done."""
    try:
        await desk.giving.record(actor, what, about, uuid.uuid4().hex, **details)
    except OperatorError:
        raise NOT_WRITTEN_DOWN from None
