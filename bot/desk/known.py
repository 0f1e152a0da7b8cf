"""What a subscriber has told already, in words: the slots of a packet as an agent reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.desk.words import words


def known(slots: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return titles and values, in the order of ``words.yml``; what has no title there is left out."""
    titles: Mapping[str, str] = words()["slots"]
    values: Mapping[str, str] = words()["values"]
    return [
        (title, values.get(str(slots[name]), str(slots[name])))
        for name, title in titles.items()
        if slots.get(name) not in (None, "")
    ]


def slot_title(name: str) -> str:
    """Return how a slot is called, such as what Mia has just asked for."""
    return str(words()["slots"].get(name, name))
