"""The desk's own words, which agents read: from ``words.yml``."""

from __future__ import annotations

from functools import cache
from typing import Any

from knowledge.files import ROOT, read_yaml
from knowledge.rendering import render


@cache
def words() -> dict[str, Any]:
    """Return the templates by name."""
    read: dict[str, Any] = read_yaml(ROOT / "bot" / "desk" / "words.yml")
    return read


def said_of(kind: str, amount: int, state: str, by: str) -> str:
    """Return what stands in a conversation about a gift: who gave what, or was told no."""
    facts = {"what": render(words()["gifts"][kind], {"amount": amount}, "eye"), "by": by}
    return render(words()["gift_states"][state], facts, "eye")
