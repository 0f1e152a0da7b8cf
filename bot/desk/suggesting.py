"""Suggesting: articles that may answer what the subscriber said, by the assistant's own ranking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.assistant.assistant import Assistant
from bot.desk.history import is_need
from knowledge.answers import answer_article
from knowledge.corpus import Article, corpus
from knowledge.facts import catalogue

MOST = 3
_LEAST = 0.0005  # of confidence: below it the ranking holds chance alone
_BACK = 5  # messages that are looked at, the last first


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The words that articles were looked for by, and the articles: titles and texts, best first."""

    about: str = ""
    articles: Sequence[tuple[str, str]] = ()


async def suggest(assistant: Assistant, said: Sequence[str]) -> Suggestions:
    """Return articles for the last message that needs something.

    A call for a person, thanks, or a short answer to the agent's question (a day, a number) need
    nothing: what was said before them is what they are about.

    Args:
        assistant: whose ranking it is.
        said: the subscriber's messages, the latest last.
    """
    for words in reversed(said[-_BACK:]):
        understood = await assistant.understand(words)
        if is_need(understood["topic"]) and not _is_value(understood):
            return Suggestions(words, _articles(understood["alternatives"]))
    return Suggestions()


def _is_value(understood: Mapping[str, Any]) -> bool:
    """Tell whether a message is nothing but values: an answer, whatever topic it recalls."""
    rest = list(understood["text"])
    for entity in understood["entities"]:
        rest[entity["start"] : entity["end"]] = " " * (entity["end"] - entity["start"])
    return bool(understood["entities"]) and not any(sign.isalnum() for sign in rest)


def _articles(ranking: Sequence[tuple[str, float]]) -> list[tuple[str, str]]:
    topics = corpus().by_id()
    ranked = [topics.get(topic) for topic, confidence in ranking if confidence >= _LEAST]
    found = [topic for topic in ranked if isinstance(topic, Article)]
    return [(each.title, answer_article(each, catalogue()).text) for each in found[:MOST]]
