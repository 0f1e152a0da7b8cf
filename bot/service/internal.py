"""Routes for the operator's people and systems: parse, trackers, metrics.

An operator token opens them; parse, which changes nothing, opens to the gateway's service token too.
"""

from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.openapi.utils import get_openapi
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import Field

from bot.channels.text import Body
from bot.service.access import core_of, operator, operator_or_service
from bot.service.problems import Problem

router = APIRouter(dependencies=[Depends(operator)], tags=["operator"])
reading = APIRouter(dependencies=[Depends(operator_or_service)], tags=["operator"])


class ParseRequest(Body):
    """A text to understand; it changes nothing."""

    text: str = Field(max_length=4000)
    message_id: str | None = None


@reading.post("/model/parse")
async def parse(body: ParseRequest, request: Request) -> dict[str, Any]:
    """Return Rasa's parse of a text, with the joint ranking of all topics under ``topics``."""
    return await core_of(request).assistant.parse(body.text.lstrip("/ "))


@router.get("/conversations/{conversation}/tracker")
async def tracker(conversation: str, request: Request) -> dict[str, Any]:
    """Return a conversation's tracker, as Rasa's HTTP API does."""
    found = await core_of(request).assistant.tracker(conversation)
    if found is None:
        raise Problem(404, "No such conversation", "The id is the «conversation» of a reply.")
    return dict(found.current_state(_verbosity()))


@router.get("/metrics", response_class=Response)
async def metrics(request: Request) -> Response:
    """Return the process's metrics for Prometheus."""
    registry = core_of(request).metrics.registry
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


@router.get("/operator/openapi.json")
async def description() -> dict[str, Any]:
    """Describe the operator's routes, which the public description leaves out."""
    routes = [*reading.routes, *router.routes]
    return get_openapi(title="Mia: routes of the operator", version="1", routes=routes)


def _verbosity() -> Any:
    from rasa.shared.core.trackers import EventVerbosity

    return EventVerbosity.AFTER_RESTART
