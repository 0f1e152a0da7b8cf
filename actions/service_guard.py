"""Routes for Mia's own services: who presents a service token for this one is let in."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from actions.service_tokens import Audience, InvalidToken, ServiceToken, check

Guard = Callable[[Request, HTTPAuthorizationCredentials | None], Coroutine[Any, Any, ServiceToken]]


def service_guard(audience: Audience, secret_of: Callable[[Request], str]) -> Guard:
    """Return a dependency that returns what a service token for ``audience`` says.

    It raises ``HTTPException`` (401) where there is none, or one that cannot be believed.
    """
    bearer = HTTPBearer(auto_error=False, description=f"Service token for «{audience}»")

    async def guard(
        request: Request,
        credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
    ) -> ServiceToken:
        token = credentials.credentials if credentials else ""
        try:
            return check(token, secret_of(request), audience)
        except InvalidToken:
            raise HTTPException(401, f"A service token for «{audience}» is needed.") from None

    return guard
