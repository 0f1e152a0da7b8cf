"""The account's card on a speaker's screen: rows of a title and a note."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.channels.speakers.platform import FOLDER
from knowledge.files import read_yaml
from knowledge.rendering import evaluate, render

KIND = "account"


@dataclass(frozen=True, slots=True)
class Card:
    """A header and rows of (title, note)."""

    header: str
    rows: tuple[tuple[str, str], ...]


def card_of(facts: Mapping[str, Any] | None) -> Card | None:
    """Return a fact that is shown as a card; ``None`` for a kind that speakers do not show."""
    if not facts or facts.get("kind") != KIND:
        return None
    rows = tuple(_rows(facts))
    return Card(str(_layout()["header"]), rows) if rows else None


def _rows(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for row in _layout()["rows"]:
        items = facts.get(row["each"]) or () if "each" in row else (None,)
        for item in items:
            known = {**facts, "each": item}
            if "when" not in row or evaluate(row["when"], known):
                yield render(row["title"], known, "eye"), render(row["note"], known, "eye")


@cache
def _layout() -> Mapping[str, Any]:
    layout: Mapping[str, Any] = read_yaml(FOLDER / "words.yml")["card"]
    return layout
