"""Signing in and out, and who one is."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field

from bot.channels.text import Body
from bot.desk.staff.access import COOKIE, Actor, SignedIn, signed_in
from bot.desk.staff.member import Member
from bot.desk.staff.sessions import LONGEST_SECONDS
from bot.desk.staff.staff import TooManyTries
from bot.service.access import address, core_of
from bot.service.problems import Problem

router = APIRouter(prefix="/desk", include_in_schema=False)


class Credentials(Body):
    """A login and a password."""

    login: str = Field(min_length=1, max_length=64)
    password: str = Field(min_length=1, max_length=256)


class Me(BaseModel):
    """Who is signed in; ``csrf`` goes into the header «X-CSRF-Token» of every change."""

    login: str
    name: str
    role: str
    extension: str
    skills: list[str]
    csrf: str


@router.post("/login")
async def login(body: Credentials, request: Request, response: Response) -> Me:
    """Sign in. The cookie is for this site's own pages alone (SameSite=Strict)."""
    staff = core_of(request).staff
    try:
        member = await staff.check(body.login, body.password, address(request))
    except TooManyTries:
        raise Problem(429, "Too many tries", "Wait a quarter of an hour.") from None
    if member is None:
        raise Problem(403, "Wrong login or password")
    cookie, session = await staff.sessions.open(member.login)
    response.set_cookie(
        COOKIE,
        cookie,
        max_age=LONGEST_SECONDS,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return _me(member, session.csrf)


@router.post("/logout", status_code=204)
async def logout(request: Request, response: Response, member: Actor) -> None:
    """End the session."""
    await core_of(request).staff.sessions.end(request.cookies.get(COOKIE))
    response.delete_cookie(COOKIE)


@router.get("/me")
async def me(who: Annotated[SignedIn, Depends(signed_in)]) -> Me:
    """Tell who is signed in."""
    return _me(who.member, who.session.csrf)


def _me(member: Member, csrf: str) -> Me:
    return Me(
        login=member.login,
        name=member.name,
        role=member.role,
        extension=member.extension,
        skills=list(member.skills),
        csrf=csrf,
    )
