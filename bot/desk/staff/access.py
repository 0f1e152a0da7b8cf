"""Who of the staff makes a request: by his session's cookie; a change also needs its CSRF token."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Request
from starlette.requests import HTTPConnection

from bot.desk.staff.member import Member
from bot.desk.staff.sessions import Session
from bot.service.access import core_of
from bot.service.problems import Problem

COOKIE = "mia_staff"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A member of the staff with the session that his request came in."""

    member: Member
    session: Session


async def signed_in(connection: HTTPConnection) -> SignedIn:
    """Return who is signed in.

    Raises:
        Problem: nobody is (401).
    """
    staff = core_of(connection).staff
    session = await staff.sessions.find(connection.cookies.get(COOKIE))
    member = staff.roster.named(session.login) if session else None
    if session is None or member is None:
        raise Problem(401, "Sign in first", "The session is over, or there was none.")
    return SignedIn(member, session)


async def _reader(request: Request) -> Member:
    return (await signed_in(request)).member


async def _actor(
    request: Request, x_csrf_token: Annotated[str, Header(max_length=128)] = ""
) -> Member:
    who = await signed_in(request)
    if not hmac.compare_digest(who.session.csrf.encode(), x_csrf_token.encode()):
        raise Problem(403, "CSRF token needed", "Send the session's «X-CSRF-Token».")
    return who.member


async def _leader(member: Annotated[Member, Depends(_reader)]) -> Member:
    return _leading(member)


async def _acting_leader(member: Annotated[Member, Depends(_actor)]) -> Member:
    return _leading(member)


def _leading(member: Member) -> Member:
    if not member.leads:
        raise Problem(403, "For supervisors", "This is for supervisors alone.")
    return member


# Who only looks, who changes something, and who of them leads.
Reader = Annotated[Member, Depends(_reader)]
Actor = Annotated[Member, Depends(_actor)]
Leader = Annotated[Member, Depends(_leader)]
ActingLeader = Annotated[Member, Depends(_acting_leader)]
