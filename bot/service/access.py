"""Who may ask what: the person behind a request, and routes for the operator alone.

The dependencies are coroutines, though they wait for nothing: plain functions FastAPI runs in a thread.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import HTTPConnection

from actions.service_guard import service_guard
from actions.service_tokens import InvalidToken as NoServiceToken
from actions.service_tokens import check
from bot.identity.identity import ANONYMOUS, Identity
from bot.identity.sureness import Sureness
from bot.identity.tokens import audience
from bot.service.core import Core
from bot.service.problems import Problem

_bearer = HTTPBearer(auto_error=False, description="App, session or operator token")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def core_of(connection: HTTPConnection) -> Core:
    """Return the running core.

    Raises:
        Problem: the service is still starting (503).
    """
    core: Core | None = getattr(connection.app.state, "core", None)
    if core is None:
        raise Problem(503, "Starting", "The service is not ready yet.")
    return core


async def person(request: Request, credentials: Credentials) -> Identity:
    """Return who is speaking: the token's subject, or nobody in particular without one.

    Raises:
        InvalidToken: a token was given that cannot be believed.
    """
    if credentials is None:
        return ANONYMOUS
    return await core_of(request).tokens.who(credentials.credentials)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is speaking; ``channel`` is named by a service that conducts it (the phone gateway)."""

    identity: Identity
    channel: str | None = None


async def speaker(request: Request, credentials: Credentials) -> Speaker:
    """Return who is speaking: by a service token the person it vouches for, else as ``person`` does.

    Raises:
        InvalidToken: a token was given that cannot be believed.
    """
    if credentials is not None and "bot" in audience(credentials.credentials):
        try:
            return service_speaker(credentials.credentials, core_of(request).settings.secret)
        except NoServiceToken:
            pass
    return Speaker(await person(request, credentials))


def service_speaker(token: str, secret: str) -> Speaker:
    """Return whom a service token for the bot vouches for. Raises ``NoServiceToken``."""
    claims = check(token, secret, "bot")
    identity = Identity(claims.subject, Sureness.named(claims.sureness))
    return Speaker(identity, claims.channel)


service = service_guard("bot", lambda request: core_of(request).settings.secret)


async def operator_or_service(request: Request, credentials: Credentials) -> None:
    """Let pass an operator token, or a service token for the bot (401, 403 otherwise)."""
    try:
        await service(request, credentials)
    except HTTPException:
        await operator(request, credentials)


async def operator(request: Request, credentials: Credentials) -> None:
    """Let pass only who presents an operator token.

    Raises:
        Problem: no token (401), or one that is not an operator's (403).
    """
    if credentials is None:
        raise Problem(
            401, "Operator token needed", "Send «Authorization: Bearer <operator token>»."
        )
    if not core_of(request).tokens.is_operator(credentials.credentials):
        raise Problem(403, "Not an operator token", "This route is for the operator alone.")


def address(connection: HTTPConnection) -> str:
    """Return the peer's address, as uvicorn gives it (from trusted proxies' headers too)."""
    return connection.client.host if connection.client else ""
