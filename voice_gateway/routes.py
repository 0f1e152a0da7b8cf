"""The gateway's HTTP routes: what the dialplan asks, and what may be watched of a call.

Every route but the health checks asks for a service token for the audience ``gateway``.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import PlainTextResponse, StreamingResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel
from starlette.requests import HTTPConnection

from actions.service_guard import service_guard
from voice_gateway.gateway import Gateway
from voice_gateway.registry import Caller, Record

_NUMBER = re.compile(r"\+?(?:7|8)(\d{10})")


def gateway_of(connection: HTTPConnection) -> Gateway:
    """Return the running gateway. Raises ``HTTPException`` (503) while it starts."""
    gateway: Gateway | None = getattr(connection.app.state, "gateway", None)
    if gateway is None:
        raise HTTPException(503, "The gateway is not ready yet.")
    return gateway


service = service_guard("gateway", lambda request: gateway_of(request).settings.secret)


class Readiness(BaseModel):
    """The gateway takes calls; so many are announced or under way."""

    status: Literal["ready"] = "ready"
    calls: int


health = APIRouter(tags=["health"])
calls = APIRouter(prefix="/calls", tags=["calls"], dependencies=[Depends(service)])
metrics = APIRouter(tags=["operator"], dependencies=[Depends(service)])


@calls.post("", response_class=PlainTextResponse)
async def announce(
    request: Request,
    uuid: Annotated[UUID, Form()],
    caller: Annotated[str, Form(max_length=64)] = "",
    name: Annotated[str, Form(max_length=128)] = "",
    dialled: Annotated[str, Form(max_length=64)] = "",
    vouched: Annotated[bool, Form()] = False,
) -> str:
    """Announce a call before its sound arrives; answers where it is to go.

    ``vouched`` tells that the network itself vouches for the caller's number (a call from the
    operator's own SIM). The answer is one word: ``voice`` (connect AudioSocket), ``keypad`` or
    ``queue``.
    """
    number = _msisdn(caller)
    who = Caller(number, name or None, dialled or None, vouched and number is not None)
    try:
        return str(gateway_of(request).announce(uuid, who))
    except ValueError as error:
        raise HTTPException(409, str(error)) from None


@calls.get("/{uuid}/next", response_class=PlainTextResponse)
async def following(request: Request, uuid: UUID) -> str:
    """Tell where a call goes after the gateway: ``hangup``, ``keypad`` or ``queue:<name>``."""
    return str(_record(request, uuid).next)


@calls.get("/{uuid}/events")
async def events(request: Request, uuid: UUID) -> StreamingResponse:
    """Follow a call's journal: one JSON object a line (application/x-ndjson), until its end."""
    record = _record(request, uuid)

    async def lines() -> AsyncIterator[str]:
        async for entry in record.journal.follow():
            yield json.dumps(entry.to_json(), ensure_ascii=False) + "\n"

    return StreamingResponse(lines(), media_type="application/x-ndjson")


@health.get("/health/live")
async def live() -> dict[str, str]:
    """Tell that the process runs."""
    return {"status": "ok"}


@health.get("/health/ready")
async def ready(request: Request) -> Readiness:
    """Tell that calls can be taken: recognizer and voice are loaded, and the gateway is not stopping."""
    gateway = gateway_of(request)
    if gateway.is_leaving:
        raise HTTPException(503, "The gateway takes no further calls: it is stopping.")
    return Readiness(calls=gateway.registry.held)


@metrics.get("/metrics", response_class=Response)
async def measured(request: Request) -> Response:
    """Return the gateway's metrics for Prometheus."""
    return Response(
        generate_latest(gateway_of(request).metrics.registry), media_type=CONTENT_TYPE_LATEST
    )


def _record(request: Request, call: UUID) -> Record:
    record = gateway_of(request).registry.find(call)
    if record is None:
        raise HTTPException(404, "No such call.")
    return record


def _msisdn(shown: str) -> str | None:
    """Return a shown number as eleven digits beginning with 7; ``None``: withheld or foreign."""
    match = _NUMBER.fullmatch(re.sub(r"[\s()-]", "", shown))
    return f"7{match[1]}" if match else None
