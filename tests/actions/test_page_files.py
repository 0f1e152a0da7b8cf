"""Files of a page: nothing outside of their folder, and no name breaks them."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from actions.page_files import PageFiles


async def got(folder: Path, path: str) -> httpx.Response:
    app = FastAPI()
    app.mount("/files", PageFiles(directory=folder))
    carrier = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=carrier, base_url="http://mia") as client:
        return await client.get(f"/files/{path}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text("secret")
    made = tmp_path / "page"
    made.mkdir()
    (made / "page.js").write_text("1")
    return made


async def test_a_file_is_asked_about_each_time(folder: Path) -> None:
    found = await got(folder, "page.js")
    assert (found.status_code, found.text) == (200, "1")
    assert found.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["..%2fsecret.txt", "%2e%2e/secret.txt", "%00", "page.js%00", "..%5csecret.txt"]
)
async def test_nothing_else_is_found(folder: Path, path: str) -> None:
    assert (await got(folder, path)).status_code == 404
