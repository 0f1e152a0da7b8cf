"""Admission: a call above the capacity goes elsewhere at once, instead of degrading everybody's."""

from __future__ import annotations

from dataclasses import dataclass

from voice_gateway.registry import Step
from voice_gateway.settings import Overflow


@dataclass(frozen=True, slots=True)
class Admission:
    """How many calls are held at once, and where further ones go."""

    capacity: int
    overflow: Overflow

    def decide(self, held: int) -> Step:
        """Return where a new call goes while ``held`` are announced or under way."""
        return Step("voice") if held < self.capacity else Step(self.overflow)
