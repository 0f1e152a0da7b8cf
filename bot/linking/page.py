"""The sign-in page, rendered here: it works without scripts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal
from urllib.parse import urlsplit

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, Template

from knowledge.files import ROOT

FOLDER = ROOT / "bot" / "pages" / "linking"

Trouble = Literal["gone", "request", "number", "often", "down", "wrong", "locked", "stranger"]
_STATUS = {"gone": 410, "request": 400, "often": 429, "locked": 429, "down": 503}


@dataclass(frozen=True, slots=True)
class Page:
    """What the page shows: the step, and what went wrong with the one before.

    ``number`` is the phone number as it is shown; ``demo_code`` the code, where no SMS is sent.
    """

    step: Literal["number", "code"] = "number"
    id: str = ""
    number: str = ""
    problem: Trouble | None = None
    detail: str = ""
    demo_code: str | None = None


def show(page: Page, back_to: str = "") -> HTMLResponse:
    """Return the page. ``back_to``: where its form may send the browser in the end."""
    status = _STATUS.get(page.problem or "", 200)
    html = _template().render(
        step=page.step,
        id=page.id,
        number=page.number,
        problem=page.problem,
        detail=page.detail,
        demo_code=page.demo_code,
    )
    headers = {"Content-Security-Policy": _policy(back_to), "Cache-Control": "no-store"}
    return HTMLResponse(html, status, headers)


def _policy(back_to: str) -> str:
    """Return a policy that lets no page frame this one; browsers check redirects of forms by it too."""
    parts = urlsplit(back_to)
    origin = f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""
    return (
        "default-src 'self'; img-src 'self' data:; base-uri 'none'; "
        f"form-action 'self'{origin}; frame-ancestors 'none'"
    )


@cache
def _template() -> Template:
    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True)
    return environment.get_template("sign_in.html")
