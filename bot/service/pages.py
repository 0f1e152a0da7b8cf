"""Mia's pages: static files, no build step."""

from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles

from knowledge.files import ROOT

CHAT = ROOT / "bot" / "pages" / "chat"

router = APIRouter(include_in_schema=False)


@router.get("/")
async def chat() -> FileResponse:
    """Show the chat page."""
    return _page(CHAT / "index.html")


@router.get("/embed.js")
async def embed() -> FileResponse:
    """Give the script that puts the chat on an operator's site."""
    return FileResponse(CHAT / "embed.js", media_type="text/javascript")


def mount(app: FastAPI) -> None:
    """Serve the pages and their files."""
    app.include_router(router)
    app.mount("/chat", StaticFiles(directory=CHAT), name="chat")


def _page(path: Path) -> FileResponse:
    return FileResponse(path, headers={"Cache-Control": "no-cache"})
