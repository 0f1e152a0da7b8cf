"""Mia's pages: static files, no build step."""

import os
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import FileResponse, RedirectResponse

from actions.page_files import ASK, PageFiles
from bot.service.problems import Problem, response
from knowledge.files import ROOT

CHAT = ROOT / "bot" / "pages" / "chat"
INSIGHTS = ROOT / "bot" / "pages" / "insights"
DESK = ROOT / "bot" / "pages" / "desk"
MISSING = ROOT / "bot" / "pages" / "missing"
_PHONE = "http://127.0.0.1:8001/phone"

router = APIRouter(include_in_schema=False)


@router.get("/")
async def chat() -> FileResponse:
    """Show the chat page."""
    return _page(CHAT / "index.html")


@router.get("/insights")
async def insights() -> FileResponse:
    """Show the page of insights; what it lists, only the staff is told."""
    return _page(INSIGHTS / "index.html")


@router.get("/desk")
async def desk() -> FileResponse:
    """Show the desk, where people take over."""
    return _page(DESK / "index.html")


@router.get("/phone")
async def phone() -> RedirectResponse:
    """Lead to the phone, which the voice gateway serves (``MIA_PHONE_URL``)."""
    return RedirectResponse(os.environ.get("MIA_PHONE_URL", _PHONE))


@router.get("/embed.js")
async def embed() -> FileResponse:
    """Give the script that puts the chat on an operator's site."""
    return _page(CHAT / "embed.js", "text/javascript")


def mount(app: FastAPI) -> None:
    """Serve the pages and their files."""
    app.include_router(router)
    app.add_exception_handler(404, _missing)
    app.mount("/desk/files", PageFiles(directory=DESK), name="desk")
    app.mount("/chat", PageFiles(directory=CHAT), name="chat")
    app.mount("/missing", PageFiles(directory=MISSING), name="missing")
    app.mount("/insights", PageFiles(directory=INSIGHTS), name="insights")


async def _missing(request: Request, error: Exception) -> Response:
    """Tell a person in a browser that there is no such page, and a program by a problem."""
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        page = _page(MISSING / "index.html")
        page.status_code = 404
        return page
    return response(Problem(404, str(getattr(error, "detail", "Not Found"))))


def _page(path: Path, media_type: str = "text/html") -> FileResponse:
    return FileResponse(path, media_type=media_type, headers={"Cache-Control": ASK})
