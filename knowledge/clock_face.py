"""What a clock shows, as people tell it: «полдевятого», «без четверти девять», «девять тридцать»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from knowledge.files import KNOWLEDGE, read_yaml
from knowledge.lemmas import lemma
from knowledge.spoken.numerals import CASES, cardinal, ordinal

_LONGEST = 2  # words of a number below sixty
_HALF, _QUARTER, _HOUR = 30, 15, 60
_TOLD_APART = range(15, 60, 5)  # behind an hour; «девять десять» is rather from nine to ten


@dataclass(frozen=True, slots=True)
class Face:
    """An hour (0–23) and minutes; ``size`` is how many words told them."""

    hour: int
    minute: int
    size: int


def face_at(words: Sequence[str], at: int) -> Face | None:
    """Return what the words from a place on show with hour and minutes, ``None`` where they do not.

    Args:
        words: in lower case, as they were said; figures may stand for them.
        at: where to begin.
    """
    rest = words[at : at + 6]
    return _half(rest) or _part_of_hour(rest) or _less(rest) or _hour_and_minutes(rest)


def is_half_past(word: str) -> bool:
    """Tell whether one word is a half of an hour: «полдевятого»."""
    return word in _joined()


def _half(words: Sequence[str]) -> Face | None:
    """«полдевятого»."""
    next_hour = _joined().get(words[0]) if words else None
    return Face(next_hour - 1, _HALF, 1) if next_hour else None


def _part_of_hour(words: Sequence[str]) -> Face | None:
    """«половина девятого», «четверть девятого», «десять минут девятого»."""
    minute, size = _part(words)
    next_hour = _ordinals().get(words[size]) if size and size < len(words) else None
    return Face(next_hour - 1, minute, size + 1) if next_hour else None


def _part(words: Sequence[str]) -> tuple[int, int]:
    """Return minutes of an hour and how many words told them; number words need «минут» behind them."""
    if words and _is("half", words[0]):
        return _HALF, 1
    if words and _is("quarter", words[0]):
        return _QUARTER, 1
    minute, size = _number(words)
    is_told = 0 < size < len(words) and _is("minute", words[size])
    return (minute, size + 1) if is_told else (0, 0)


def _less(words: Sequence[str]) -> Face | None:
    """«без пятнадцати девять»."""
    if not words or not _is("less", words[0]):
        return None
    minute, size = _part(words[1:])
    if not size:
        minute, size = _number(words[1:])
    hour, last = _number(words[1 + size :])
    if size and not last and 1 + size < len(words) and _is("hour", words[1 + size]):
        hour, last = 1, 1  # «без пяти час»
    if not size or not last or not 1 <= hour <= 12 or not 0 < minute <= _HALF:
        return None
    return Face(hour - 1, _HOUR - minute, 1 + size + last)


def _hour_and_minutes(words: Sequence[str]) -> Face | None:
    """«девять тридцать», «девять часов тридцать минут», «девятнадцать ноль ноль»."""
    hour, size = _number(words)
    if not size or hour > 24:
        return None
    size += 1 if size < len(words) and _is("hour", words[size]) else 0
    rest = words[size:]
    if rest and (rest[0] == "00" or [_number([word]) for word in rest[:2]] == [(0, 1)] * 2):
        return Face(hour % 24, 0, size + (1 if rest[0] == "00" else 2))
    minute, more = _number(rest)
    if not more:
        return None
    is_named = more < len(rest) and _is("minute", rest[more])
    if minute not in _TOLD_APART and not (is_named and minute < _HOUR):
        return None
    return Face(hour % 24, minute, size + more + is_named)


def _number(words: Sequence[str]) -> tuple[int, int]:
    """Return a number below sixty in words or figures, and how many words it takes (0: none)."""
    for size in range(min(_LONGEST, len(words)), 0, -1):
        said = " ".join(words[:size])
        if said in _numbers():
            return _numbers()[said], size
        if size == 1 and said.isascii() and said.isdigit() and len(said) <= _LONGEST:
            return int(said), 1
    return 0, 0


def _is(what: str, word: str) -> bool:
    return lemma(word) in _told()[what]


@cache
def _numbers() -> Mapping[str, int]:
    return {cardinal(number, case): number for number in range(_HOUR) for case in CASES}


@cache
def _ordinals() -> Mapping[str, int]:
    """Return the hours 1 to 12 as which in a row: «девятого»."""
    return {ordinal(hour, "g"): hour for hour in range(1, 13)}


@cache
def _joined() -> Mapping[str, int]:
    """Return what hour is under way in «полдевятого», also when written with a hyphen."""
    halves = _data()["half"]
    return {half + said: hour for half in halves for said, hour in _ordinals().items()}


@cache
def _told() -> Mapping[str, frozenset[str]]:
    return {kind: frozenset(map(lemma, words)) for kind, words in _data().items()}


@cache
def _data() -> dict[str, Any]:
    face: dict[str, Any] = read_yaml(KNOWLEDGE / "clock.yml")["face"]
    return face
