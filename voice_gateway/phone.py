"""The phone in the browser: its page, who calls, and the WebSocket of its line.

In demo mode the page chooses a demo subscriber, for whom the operator's own network would vouch. Outside of
it nobody vouches for anybody: the caller is anonymous, and Mia asks for number and PIN where it matters.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from uuid import UUID, uuid4

import httpx
from fastapi import APIRouter, FastAPI, HTTPException, Request, WebSocket
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field

from actions.origin import is_same_origin
from actions.page_files import ASK, PageFiles
from actions.page_policy import page_policy
from voice_gateway.journal import Journal
from voice_gateway.lines.browser import BrowserLine
from voice_gateway.registry import Caller
from voice_gateway.routes import gateway_of

PAGE = Path(__file__).resolve().parent / "pages" / "phone"
FOREIGN = 4403  # close code: the page is of another origin
UNKNOWN = 4404  # close code: no such call was begun
_BOT_SECONDS = 3.0

router = APIRouter(prefix="/phone", tags=["phone"])


class Wish(BaseModel):
    """Who wants to call: a demo subscriber's number, or nobody in particular."""

    msisdn: str | None = Field(default=None, regex=r"^7\d{10}$")


class Begun(BaseModel):
    """A call that may be connected at ``/phone/line/{uuid}``."""

    uuid: UUID


@router.get("", include_in_schema=False)
async def page(request: Request) -> FileResponse:
    """Show the phone."""
    policy = page_policy(ancestors="'self'", sockets_at=request.headers.get("host"))
    return FileResponse(PAGE / "index.html", headers=_headers(policy))


@router.get("/callers")
async def callers(request: Request) -> list[dict[str, str]]:
    """List who may call from this page: the demo subscribers, nobody outside of demo mode."""
    gateway = gateway_of(request)
    if not gateway.settings.demo:
        return []
    try:
        answer = await gateway.client.get("/demo/subscribers", timeout=_BOT_SECONDS)
        answer.raise_for_status()
    except httpx.HTTPError:
        raise HTTPException(503, "Mia does not answer.") from None
    people: list[dict[str, str]] = answer.json()
    return people


@router.post("/calls", status_code=201)
async def begin(wish: Wish, request: Request) -> Begun:
    """Begin a call; 503 where as many are held as can be."""
    gateway = gateway_of(request)
    number = wish.msisdn if gateway.settings.demo else None
    call = uuid4()
    step = gateway.announce(call, Caller(number, is_vouched=number is not None, by_page=True))
    if step.where != "voice":
        raise HTTPException(503, "All lines are taken.")
    return Begun(uuid=call)


@router.websocket("/line/{uuid}")
async def line(socket: WebSocket, uuid: UUID) -> None:
    """Carry a call's sound and keys, and what is heard and said as captions."""
    gateway = gateway_of(socket)
    await socket.accept()
    if "origin" in socket.headers and not is_same_origin(socket):  # a program names none
        await socket.close(FOREIGN)
        return
    if not gateway.registry.is_expected(uuid):
        await socket.close(UNKNOWN)
        return
    carrier = BrowserLine(socket)
    record = gateway.registry.find(uuid)
    assert record is not None
    captions = asyncio.create_task(_caption(record.journal, carrier))
    delivery = asyncio.create_task(carrier.deliver())
    try:
        await gateway.answer(uuid, carrier)
        await captions  # the journal is closed with the call
    finally:
        captions.cancel()
        await carrier.hang_up()
        await asyncio.wait({delivery}, timeout=_BOT_SECONDS)


def mount(app: FastAPI) -> None:
    """Serve the phone and its files."""
    app.include_router(router)
    app.mount("/phone/files", PageFiles(directory=PAGE), name="phone")


async def _caption(journal: Journal, carrier: BrowserLine) -> None:
    async for entry in journal.follow():
        carrier.tell(entry.to_json())


def _headers(policy: str) -> dict[str, str]:
    return {
        "Cache-Control": ASK,
        "Content-Security-Policy": policy,
        "Permissions-Policy": "microphone=(self)",
        "X-Content-Type-Options": "nosniff",
    }
