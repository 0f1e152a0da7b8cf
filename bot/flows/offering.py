"""Needs beside the one under way: whether a message means one, and the readings that are offered."""

from bot.flows.dialogue import Dialogue
from bot.flows.reading import Reading
from knowledge.corpus import ARTICLE_PREFIX

OFFERED_AT_MOST = 3
OFFERED_FROM = 0.04  # confidence below which a reading is not worth offering


def options(dialogue: Dialogue, reading: Reading) -> list[str]:
    """Return the nearest readings that are worth offering."""
    likely = [t for t, c in reading.ranking if c >= OFFERED_FROM and is_need(dialogue, t)]
    return likely[:OFFERED_AT_MOST]


def offer(dialogue: Dialogue, topics: list[str]) -> dict[str, list[dict[str, str]]]:
    """Return the facts of a clarification: tasks and articles, each with its title."""
    facts: dict[str, list[dict[str, str]]] = {"options_tasks": [], "options_articles": []}
    for topic in topics:
        kind = "options_articles" if topic.startswith(ARTICLE_PREFIX) else "options_tasks"
        name = topic.removeprefix(ARTICLE_PREFIX)
        facts[kind].append({"id": name, "title": dialogue.setting.title(topic)})
    return facts


def is_need(dialogue: Dialogue, topic: str) -> bool:
    """Tell whether a topic is a task or an article, not talk."""
    return topic.startswith(ARTICLE_PREFIX) or topic in dialogue.setting.flows


def is_elsewhere(dialogue: Dialogue, reading: Reading) -> bool:
    """Tell whether a message is surely about something other than the flow under way."""
    top = dialogue.state.top
    return (
        reading.verdict == "act"
        and is_need(dialogue, reading.topic)
        and (top is None or reading.topic != top.flow)
    )
