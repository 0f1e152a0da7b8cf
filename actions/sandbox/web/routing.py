"""Routers of the operator's systems."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from actions.sandbox.web.chaos import suffers

MSISDN = r"^7\d{10}$"

# A subscriber's number, as a part of an address and as a filter of a list.
MsisdnInPath = Annotated[str, Path(pattern=MSISDN)]
MsisdnInQuery = Annotated[str, Query(alias="relatedParty.id", pattern=MSISDN)]


def router(system: str, api: str) -> APIRouter:
    """Return a router for an API of a system.

    Args:
        system: the system, as chaos knows it.
        api: the name of the API in the address.
    """
    return APIRouter(prefix=f"/tmf-api/{api}/v4", dependencies=[Depends(suffers(system))])
