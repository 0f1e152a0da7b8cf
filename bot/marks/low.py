"""A low mark with words: what becomes an insight."""

from __future__ import annotations

from dataclasses import dataclass

from bot.marks.scale import MarkKind


@dataclass(frozen=True, slots=True)
class LowMark:
    """A low mark: the row of its question, the mark, what was said about it (masked), and by whom."""

    row: int
    kind: MarkKind
    value: int
    words: str
    msisdn: str | None
    channel: str
