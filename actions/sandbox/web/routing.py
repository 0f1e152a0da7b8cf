"""Routers of the operator's systems."""

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import JSONResponse, Response

from actions.sandbox.web.chaos import suffers

MSISDN = r"^7\d{10}$"

# A subscriber's number, as a part of an address and as a filter of a list.
MsisdnInPath = Annotated[str, Path(pattern=MSISDN)]
MsisdnInQuery = Annotated[str, Query(alias="relatedParty.id", pattern=MSISDN)]


class _Documents(APIRouter):
    """Routes whose documents are of JSON values: they are written as they are.

    FastAPI would check each against its type and copy it first, which takes longer than to make it.
    """

    def add_api_route(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        """Add a route (see ``APIRouter.add_api_route``)."""
        status = options.get("status_code") or 200

        @wraps(endpoint)
        async def answer(*given: Any, **named: Any) -> Response:
            made = await endpoint(*given, **named)
            return made if isinstance(made, Response) else JSONResponse(made, status)

        super().add_api_route(path, answer, **{**options, "response_model": None})


def router(system: str, api: str) -> APIRouter:
    """Return a router for an API of a system.

    Args:
        system: the system, as chaos knows it.
        api: the name of the API in the address.
    """
    return _Documents(prefix=f"/tmf-api/{api}/v4", dependencies=[Depends(suffers(system))])
