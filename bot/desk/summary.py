"""The summary: three lines that tell what was wanted, what was done, and where it stuck."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from bot.desk.history import History
from bot.desk.known import slot_title
from bot.desk.words import words
from bot.flows.definition import Act, Flow, flows
from bot.flows.state import CONFIRM
from knowledge.corpus import corpus
from knowledge.rendering import render

_MOST = 3  # things named in a line

Title = Callable[[str], str]


def summarise(history: History, reason: str, title: Title | None = None) -> tuple[str, str, str]:
    """Return the three lines for an agent.

    Args:
        history: the conversation.
        reason: why it is handed over, as people read it.
        title: names a topic; without one, as Mia names it.
    """
    name = title or title_of
    facts = {
        "wanted": _named(history.topics, name),
        "done": _named([_flow_of(action) or "" for action in history.done], name),
        "told": _named([t for t in history.topics if t not in flows()], name),
        "refused": _refused(history),
        "asked": _asked(history, name),
        "reason": reason,
    }
    lines = words()["summary"]
    wanted, done, stuck = (render(lines[key], facts, "eye") for key in ("wanted", "done", "stuck"))
    return wanted, done, stuck


def title_of(topic: str) -> str:
    """Return how Mia names a topic."""
    if topic in flows():
        return flows()[topic].title
    found = corpus().by_id().get(topic)
    return found.title if found else topic


def _refused(history: History) -> str | None:
    if history.refused is None:
        return None
    named = words()["refusals"]
    return str(named.get(history.refused, named["else"]))


def _asked(history: History, name: Title) -> str | None:
    if history.flow is None or history.asked is None:
        return None
    what = words()["confirm"] if history.asked == CONFIRM else slot_title(history.asked)
    return f"{name(history.flow)} ({what})"


def _named(topics: Sequence[str], name: Title) -> str:
    last = list(dict.fromkeys(topic for topic in topics if topic))[-_MOST:]
    return "; ".join(name(topic) for topic in last)


@cache
def _flow_of(action: str) -> str | None:
    """Return the task whose last step it is: only that one has brought the task to its end."""
    return next((id_ for id_, flow in flows().items() if _last_action(flow) == action), None)


def _last_action(flow: Flow) -> str | None:
    return next((step.action for step in reversed(flow.steps) if isinstance(step, Act)), None)
