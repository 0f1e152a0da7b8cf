"""Admission: a call above the capacity goes elsewhere at once, instead of degrading everybody's."""

from __future__ import annotations

from dataclasses import dataclass

from voice_gateway.registry import Step
from voice_gateway.settings import Overflow

PAGES_PART = 4


@dataclass(frozen=True, slots=True)
class Admission:
    """How many calls are held at once, and where further ones go.

    Pages that anybody may open hold a quarter of them at most: they must not shut out the telephone.
    """

    capacity: int
    overflow: Overflow

    @property
    def of_pages(self) -> int:
        """How many calls from the phone page are held at once."""
        return max(self.capacity // PAGES_PART, 1)

    def decide(self, held: int, *, held_by_page: int = 0, by_page: bool = False) -> Step:
        """Return where a new call goes while ``held`` are announced or under way, so many from pages."""
        is_full = held >= self.capacity or (by_page and held_by_page >= self.of_pages)
        return Step(self.overflow) if is_full else Step("voice")
