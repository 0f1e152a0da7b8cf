"""Who asks, what he may, and by which key: read from a request's headers."""

import hashlib
import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

from fastapi import Depends, Header, Request

from actions import service_tokens
from actions.sandbox.problems import BadRequest, Forbidden, Unauthorized
from actions.sandbox.services.office import Change, Office, Requester

ADMIN = "admin"
# The services of the operator's own side, which see what concerns all subscribers.
DESK = "desk"
SERVICES = frozenset({"insights"})
# What is not kept in the audit: a message may hold a one-time code, a complaint personal things.
_SECRETS = {"content", "description", "note"}


@lru_cache(maxsize=256)
def _checked(encoded: str, secret: str, second: int) -> service_tokens.ServiceToken:
    """Check a token once for all requests of a second: those of one turn come together."""
    return service_tokens.check(encoded, secret, "operator")


def office_of(request: Request) -> Office:
    """Return the office of the application."""
    office: Office = request.app.state.office
    return office


async def _requester(request: Request) -> Requester:
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise Unauthorized("no_token")
    try:
        token = _checked(encoded.strip(), request.app.state.secret, int(time.time()))
    except service_tokens.InvalidToken as error:
        raise Unauthorized("invalid_token", why=str(error)) from None
    return Requester(token.subject, token.channel, token.sureness)


async def _admin(requester: Annotated[Requester, Depends(_requester)]) -> Requester:
    if requester.subject != ADMIN:
        raise Forbidden("admin_only")
    return requester


async def _office(request: Request) -> Office:
    return office_of(request)


async def _question(x_request_id: Annotated[str, Header(max_length=200)] = "") -> str:
    return x_request_id or uuid.uuid4().hex


def require(requester: Requester, msisdn: str, least: str = "network") -> None:
    """Let a requester ask about himself, and about nobody else.

    Args:
        requester: who asks.
        msisdn: whom it concerns.
        least: how sure it has to be that it is he.

    Raises:
        Forbidden: ``not_yours`` or ``insufficient_sureness`` (``needed``).
    """
    if requester.subject != msisdn:
        raise Forbidden("not_yours")
    require_sureness(requester, least)


def require_service(requester: Requester) -> None:
    """Let one of the operator's own services go on.

    Raises:
        Forbidden: ``service_only``.
    """
    if requester.subject not in SERVICES or requester.sureness != "verified":
        raise Forbidden("service_only")


def require_desk(requester: Requester) -> None:
    """Let only the desk go on, which knows its own people.

    Raises:
        Forbidden: ``desk_only``.
    """
    if requester.subject != DESK or requester.sureness != "verified":
        raise Forbidden("desk_only")


def require_sureness(requester: Requester, least: str) -> None:
    """Let a requester go on who is known well enough.

    Raises:
        Forbidden: ``insufficient_sureness`` (``needed``).
    """
    if not service_tokens.is_at_least(requester.sureness, least):
        raise Forbidden("insufficient_sureness", needed=least)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that changes something, with the key that it is known by."""

    requester: Requester
    key: str
    fingerprint: str
    body: Mapping[str, object]

    def change(self, what: str, about: str) -> Change:
        """Name the change that is asked for, and whom it concerns."""
        details = {name: value for name, value in self.body.items() if name not in _SECRETS}
        return Change(self.requester, what, about, self.key, self.fingerprint, details)


async def _asked(
    request: Request,
    requester: Annotated[Requester, Depends(_requester)],
    idempotency_key: Annotated[str, Header(max_length=200)] = "",
) -> Asked:
    if not idempotency_key:
        raise BadRequest("key_required")
    body = await request.json()
    parts = [request.method, request.url.path, body]
    fingerprint = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
    return Asked(requester, idempotency_key, fingerprint, body)


Whoever = Annotated[Requester, Depends(_requester)]
Admin = Annotated[Requester, Depends(_admin)]
AskedChange = Annotated[Asked, Depends(_asked)]
RequestId = Annotated[str, Depends(_question)]
TheOffice = Annotated[Office, Depends(_office)]
