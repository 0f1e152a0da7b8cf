"""Who may ask what: the person behind a request, and routes for the operator alone."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import HTTPConnection

from bot.identity.identity import ANONYMOUS, Identity
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


def person(request: Request, credentials: Credentials) -> Identity:
    """Return who is speaking: the token's subject, or nobody in particular without one.

    Raises:
        InvalidToken: a token was given that cannot be believed.
    """
    if credentials is None:
        return ANONYMOUS
    return core_of(request).tokens.read(credentials.credentials)


def operator(request: Request, credentials: Credentials) -> None:
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
