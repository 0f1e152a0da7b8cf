"""The speaker view of the demo: a page that plays the platforms, and shows what goes to and fro."""

from __future__ import annotations

import asyncio
import base64
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field

from actions.page_files import PageFiles
from bot.channels.text import Body
from bot.linking.server import Asked
from bot.players import platforms
from bot.players.platforms import Event, Place
from bot.service.access import core_of
from bot.service.problems import Problem
from knowledge.files import ROOT

FOLDER = ROOT / "bot" / "pages" / "speaker"

router = APIRouter(tags=["demo"])
files = PageFiles(directory=FOLDER)


class Happening(Body):
    """What happens at a speaker."""

    place: Place
    event: Event
    text: str = Field(default="", max_length=4000)
    payload: dict[str, Any] | None = None


class Delivery(BaseModel):
    """The request that the platform sends, and the address that it sends it to."""

    path: str
    body: dict[str, Any]


class Received(BaseModel):
    """A response that the platform received."""

    platform: str
    response: dict[str, Any]


class Grant(Body):
    """What the platform was given at the end of the linking page."""

    platform: str
    code: str = Field(max_length=512)
    redirect_uri: str = Field(max_length=1024)
    verifier: str = Field(max_length=128)


@router.get("/speaker", include_in_schema=False)
async def page() -> FileResponse:
    """Show the speaker view."""
    return FileResponse(FOLDER / "index.html", headers={"Cache-Control": "no-cache"})


@router.get("/speaker/linked", include_in_schema=False)
async def linked() -> FileResponse:
    """Show where the linking page leads back to."""
    return FileResponse(FOLDER / "linked.html", headers={"Cache-Control": "no-cache"})


@router.post("/demo/speaker/request")
async def request(happening: Happening, request: Request) -> Delivery:
    """Make the platform's request of what happened."""
    place = happening.place
    skill = core_of(request).speakers.skills[place.platform]
    body = platforms.request(place, happening.event, happening.text, happening.payload)
    return Delivery(path=f"/webhooks/{place.platform}/{skill.secret}", body=body)


@router.post("/demo/speaker/shown")
async def shown(received: Received) -> dict[str, Any]:
    """Tell what the platform shows and says of a response.

    Raises:
        Problem: it is no response of the platform's (422).
    """
    try:
        made = platforms.shown(received.platform, received.response)
    except (KeyError, TypeError, IndexError):
        raise Problem(422, "Invalid request", "This is no response to the platform.") from None
    return {
        "text": made.text,
        "speech": made.speech,
        "buttons": [{"title": t, "payload": p} for t, p in made.buttons.items()],
        "ends": made.ends,
        "links_account": made.links_account,
        "state": made.state,
    }


@router.post("/demo/speaker/token")
async def token(grant: Grant, request: Request) -> Response:
    """Exchange a code for tokens, as the platform's server does."""
    core = core_of(request)
    skill = core.speakers.skills.get(grant.platform)
    if skill is None or skill.oauth_secret is None:
        raise Problem(404, "No such platform", grant.platform)
    form = {
        "grant_type": "authorization_code",
        "code": grant.code,
        "redirect_uri": grant.redirect_uri,
        "code_verifier": grant.verifier,
    }
    shown = base64.b64encode(f"{grant.platform}:{skill.oauth_secret}".encode()).decode()
    asked = Asked("POST", "/oauth/token", {}, form, {"Authorization": f"Basic {shown}"})
    answer = await asyncio.to_thread(core.linking.server.create_token_response, asked)
    return Response(answer.body, answer.status, {"Content-Type": "application/json"})
