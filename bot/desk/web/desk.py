"""What every route of the desk needs: the case that it is about, for who may see it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from bot.desk.case import Case
from bot.desk.listening import NotWrittenDown
from bot.desk.parts import DeskParts
from bot.desk.rules.sight import may_see
from bot.desk.staff.access import signed_in
from bot.desk.staff.member import Member
from bot.service.access import core_of
from bot.service.problems import Problem


def desk_of(request: Request) -> DeskParts:
    """Return the desk."""
    return core_of(request).desk


async def _seen(case: str, request: Request) -> Case:
    member = (await signed_in(request)).member
    return await seen(desk_of(request), member, case)


async def _read(case: str, request: Request) -> Case:
    member = (await signed_in(request)).member
    found = await _seen(case, request)
    try:
        await desk_of(request).listening.see(member, found)
    except NotWrittenDown:
        raise NOT_WRITTEN_DOWN from None
    return found


async def seen(desk: DeskParts, member: Member, id_: str) -> Case:
    """Return a case for somebody who may see it.

    Raises:
        Problem: there is none, or it is not for him; both look the same (404).
    """
    found = await desk.cases.find(id_)
    if found is None or not may_see(member, found):
        raise Problem(404, "No such conversation", "There is none, or it is not yours.")
    return found


NOT_WRITTEN_DOWN = Problem(503, "Cannot be written down", "The log does not answer.")
NOT_YOURS = Problem(409, "Not yours any more", "Somebody else has the conversation, or it is over.")

Parts = Annotated[DeskParts, Depends(desk_of)]
SeenCase = Annotated[Case, Depends(_seen)]
# Its words are shown: a supervisor's looking at what a colleague has is written down first.
ReadCase = Annotated[Case, Depends(_read)]
