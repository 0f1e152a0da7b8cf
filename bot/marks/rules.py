"""Rules: whether a mark is asked for, and which. Pure; the rules stand in ``marks.yml``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.marks.scale import MarkKind, settings
from knowledge.mood import Mood


@dataclass(frozen=True, slots=True)
class Course:
    """What a conversation has come to.

    ``resolved``: something was done for the person; ``hard``: it was a hard moment or an emergency;
    ``asked``: he was asked for a mark already.
    """

    resolved: bool = False
    hard: bool = False
    asked: bool = False

    def after(self, phrases: Iterable[str], mood: Mood) -> Course:
        """Return the course after a turn, by the phrases that Mia said and the person's mood."""
        said, rules = set(phrases), settings()
        return replace(
            self,
            resolved=self.resolved or bool(said & set(rules["resolved"])),
            hard=self.hard or mood == "hard" or bool(said & set(rules["never_after"])),
        )

    @property
    def may_be_asked(self) -> bool:
        """Whether a mark may be asked for at all: never twice, never in a hard moment."""
        return not self.asked and not self.hard


def closes(phrases: Iterable[str]) -> bool:
    """Tell whether a turn ends a conversation: with thanks or a farewell."""
    return bool(set(phrases) & set(settings()["closing"]))


def quarter(moment: datetime) -> str:
    """Return the quarter of a moment, such as ``2026Q1``."""
    return f"{moment.year}Q{(moment.month + 2) // 3}"


def kind_for(csat_before: int, nps_this_quarter: bool) -> MarkKind:
    """Return which mark is next for a subscriber: NPS once a quarter, after he has given a CSAT."""
    is_due = csat_before >= settings()["nps_after_csat"] and not nps_this_quarter
    return "nps" if is_due else "csat"
