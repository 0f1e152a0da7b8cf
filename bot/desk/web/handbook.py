"""The handbook: what a page needs besides conversations, and articles that may answer one."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from bot.desk.reasons import queues, results
from bot.desk.staff.access import Reader
from bot.desk.suggesting import suggest
from bot.desk.web import views
from bot.desk.web.desk import Parts, ReadCase
from bot.service.access import core_of
from knowledge.facts import catalogue
from knowledge.files import ROOT, read_yaml

router = APIRouter(prefix="/desk", include_in_schema=False)


@router.get("/handbook")
async def handbook(request: Request, desk: Parts, member: Reader) -> dict[str, Any]:
    """Return canned answers, results, queues, colleagues and what may be given."""
    present = await desk.floor.present()
    return {
        "canned": read_yaml(ROOT / "bot" / "desk" / "canned.yml")["canned"],
        "results": [{"id": id_, "title": title} for id_, title in results().items()],
        "queues": list(queues()),
        "authority": _authority(),
        "colleagues": [
            views.colleague(each, present, len(await desk.floor.held_by(each.login)))
            for each in core_of(request).staff.roster
            if each.login != member.login
        ],
    }


@router.get("/cases/{case}/suggestions")
async def suggestions(case: ReadCase, request: Request, desk: Parts) -> dict[str, Any]:
    """Return articles for what the subscriber said last, by the assistant's own ranking."""
    before = [line["text"] for line in case.packet.get("transcript", []) if _is_his(line["side"])]
    since = [line.text for line in await desk.floor.lines(case.id) if _is_his(line.side)]
    found = await suggest(core_of(request).assistant, [*before, *since])
    articles = [{"title": title, "text": text} for title, text in found.articles]
    return {"about": found.about, "articles": articles}


def _is_his(side: str) -> bool:
    return side == "subscriber"


def _authority() -> dict[str, int]:
    limits = catalogue()["agent_authority"]
    return {
        "gb": limits["gift_gb_max"],
        "minutes": limits["gift_minutes_max"],
        "discount": limits["discount_percent_max"],
    }
