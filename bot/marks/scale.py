"""Scales: a mark read from words, keys or a button. Pure; the words stand in ``marks.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from knowledge.files import read_yaml
from knowledge.lemmas import lemma

MarkKind = Literal["csat", "nps"]


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale, both ends included; a mark of ``poor`` or less is a low one."""

    kind: MarkKind
    low: int
    high: int
    poor: int

    def holds(self, value: int) -> bool:
        """Tell whether a number is on the scale."""
        return self.low <= value <= self.high


@cache
def settings() -> Mapping[str, Any]:
    """Return what ``marks.yml`` says."""
    data: Mapping[str, Any] = read_yaml(Path(__file__).with_name("marks.yml"))
    return data


@cache
def scale_of(kind: MarkKind) -> Scale:
    """Return a scale by its name."""
    raw = settings()["scales"][kind]
    return Scale(kind, raw["low"], raw["high"], raw["poor"])


def mark_in(text: str, scale: Scale) -> int | None:
    """Return the mark that a message is, ``None`` where it is anything else.

    Besides the mark there may be filler words only: «ну, на пятёрочку» is one, «5 гигабайт» is not.
    """
    words = _without_whole([_word(form) for form in _forms(text)], scale)
    marks = [value for word in words if (value := _value(word, scale)) is not None]
    others = [w for w in words if _value(w, scale) is None and w not in _fillers()]
    if others or len(marks) != 1 or not scale.holds(marks[0]):
        return None
    return marks[0]


def _without_whole(words: list[str], scale: Scale) -> list[str]:
    """Leave out the end of the scale in «пять из пяти»."""
    of = str(settings()["of"])
    for at in range(1, len(words) - 1):
        if words[at] == of and _value(words[at + 1], scale) == scale.high:
            return words[:at] + words[at + 2 :]
    return words


def _value(word: str, scale: Scale) -> int | None:
    if word.isdigit():
        return int(word)
    named = _numbers().get(word)
    return named if named is not None or scale.kind != "csat" else _named().get(word)


def _forms(text: str) -> list[str]:
    return "".join(ch if ch.isalnum() else " " for ch in text).split()


def _word(form: str) -> str:
    return lemma(form)


@cache
def _numbers() -> Mapping[str, int]:
    return _by_word(settings()["numbers"])


@cache
def _named() -> Mapping[str, int]:
    return _by_word(settings()["csat"])


def _by_word(table: Mapping[int, list[str]]) -> Mapping[str, int]:
    return {lemma(word): value for value, words in table.items() for word in words}


@cache
def _fillers() -> frozenset[str]:
    return frozenset(lemma(str(word)) for word in settings()["fillers"])
