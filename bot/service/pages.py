"""Mia's pages: static files, no build step."""

import os
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import FileResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles

from bot.service.problems import Problem, response
from knowledge.files import ROOT

CHAT = ROOT / "bot" / "pages" / "chat"
INSIGHTS = ROOT / "bot" / "pages" / "insights"
DESK = ROOT / "bot" / "pages" / "desk"
MISSING = ROOT / "bot" / "pages" / "missing"
_PHONE = "http://127.0.0.1:8001/phone"
_ASK = "no-cache"  # keep it, but ask whether it has changed

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
    app.mount("/desk/files", _Fresh(directory=DESK), name="desk")
    app.mount("/chat", _Fresh(directory=CHAT), name="chat")
    app.mount("/missing", _Fresh(directory=MISSING), name="missing")
    app.mount("/insights", _Fresh(directory=INSIGHTS), name="insights")


async def _missing(request: Request, error: Exception) -> Response:
    """Tell a person in a browser that there is no such page, and a program by a problem."""
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        page = _page(MISSING / "index.html")
        page.status_code = 404
        return page
    return response(Problem(404, str(getattr(error, "detail", "Not Found"))))


class _Fresh(StaticFiles):
    """Files that a browser asks about each time, so that it never mixes those of two versions."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """Return a file, or that it has not changed."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = _ASK
        return response


def _page(path: Path, media_type: str = "text/html") -> FileResponse:
    return FileResponse(path, media_type=media_type, headers={"Cache-Control": _ASK})
