"""Why and where to a conversation is handed over: the rules of ``reasons.yml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from knowledge.corpus import ARTICLE_PREFIX, Article, corpus
from knowledge.files import ROOT, read_yaml

GENERAL = "general"
ASKED = "asked"
BEYOND = "beyond_authority"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why; ``head_start`` in seconds; ``queue`` where the reason itself tells the skill."""

    id: str
    title: str
    head_start: float
    queue: str | None = None


@dataclass(frozen=True, slots=True)
class Signs:
    """What a turn shows: the topic acted on, phrases that Mia gave, the mood of the words, its channel."""

    topic: str
    said: Sequence[str]
    mood: str
    channel: str = ""


@cache
def reasons() -> Mapping[str, Reason]:
    """Return the reasons by id."""
    return {name: Reason(name, **entry) for name, entry in _data()["reasons"].items()}


@cache
def results() -> Mapping[str, str]:
    """Return the titles of results by id."""
    return {entry["id"]: entry["title"] for entry in _data()["results"]}


@cache
def queues() -> tuple[str, ...]:
    """Return the names of all queues."""
    return (GENERAL, *_data()["queues"])


def reason_by_rule(signs: Signs) -> Reason | None:
    """Return the reason for which Mia hands over by herself, ``None`` where none is."""
    for rule in _data()["rules"]:
        fits = (
            rule.get("topic") == signs.topic
            or rule.get("said") in signs.said
            or rule.get("mood") == signs.mood
        )
        if fits and signs.channel not in rule.get("not_on", ()):
            return reasons()[rule["reason"]]
    return None


def reason_asked(topics: Sequence[str]) -> Reason:
    """Return the reason when a person was asked for, after these topics, the latest last."""
    beyond = bool(topics) and topics[-1] in _data()["beyond"]
    return reasons()[BEYOND if beyond else ASKED]


def queue_for(reason: Reason, topics: Sequence[str]) -> str:
    """Return the queue: by the reason, else by the latest topic that belongs to one."""
    if reason.queue:
        return reason.queue
    for topic in reversed(topics):
        for queue, listed in _data()["queues"].items():
            if topic in listed or _area(topic) in listed:
                return str(queue)
    return GENERAL


def _area(topic: str) -> str | None:
    if not topic.startswith(ARTICLE_PREFIX):
        return None
    article = corpus().by_id().get(topic)
    return f"{ARTICLE_PREFIX}{article.area}" if isinstance(article, Article) else None


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_yaml(ROOT / "bot" / "desk" / "reasons.yml")
    return data
