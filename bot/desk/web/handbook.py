"""The handbook: what a page needs besides conversations, and articles that may answer one."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from bot.desk.reasons import queues, results
from bot.desk.staff.access import Reader
from bot.desk.web import views
from bot.desk.web.desk import Parts, SeenCase
from bot.service.access import core_of
from knowledge.answers import answer_article
from knowledge.corpus import Article, corpus
from knowledge.facts import catalogue
from knowledge.files import ROOT, read_yaml

router = APIRouter(prefix="/desk", include_in_schema=False)

SUGGESTED = 3


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
async def suggestions(case: SeenCase, request: Request, desk: Parts) -> list[dict[str, str]]:
    """Return articles for what the subscriber said last, by the assistant's own ranking."""
    said = [line.text for line in await desk.floor.lines(case.id) if line.side == "subscriber"]
    said = said or [
        s["text"] for s in case.packet.get("transcript", []) if s["side"] == "subscriber"
    ]
    if not said:
        return []
    understood = await core_of(request).assistant.understand(said[-1])
    topics = corpus().by_id()
    found = [topics.get(topic) for topic, _ in understood["alternatives"]]
    articles = [article for article in found if isinstance(article, Article)]
    return [
        {"title": article.title, "text": answer_article(article, catalogue()).text}
        for article in articles[:SUGGESTED]
    ]


def _authority() -> dict[str, int]:
    limits = catalogue()["agent_authority"]
    return {
        "gb": limits["gift_gb_max"],
        "minutes": limits["gift_minutes_max"],
        "discount": limits["discount_percent_max"],
    }
