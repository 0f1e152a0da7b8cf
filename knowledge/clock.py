"""Hours of the day as people say them, read: «в одиннадцать вечера», «полдевятого», «ночью»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any

from knowledge.clock_face import face_at
from knowledge.files import KNOWLEDGE, read_yaml
from knowledge.language import language
from knowledge.lemmas import lemma
from knowledge.spoken.calendar import hour_of_day
from knowledge.spoken.numerals import Case, cardinal

_TOKEN = re.compile(r"\d{1,2}[:.-]\d{2}|\w+")
_CASES: tuple[Case, ...] = ("n", "g", "d", "a", "i", "p")
_FORENOON = 8  # from this hour on «дня» is said of the forenoon too: «одиннадцать дня»
_NUMBER, _PARTS = "number", ("morning", "day", "evening", "night", "midnight", "noon")


@dataclass(frozen=True, slots=True)
class Said:
    """An hour that was said: what it may mean («в десять» is two hours), and where its words stand."""

    times: tuple[time, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    kind: str
    value: tuple[int, int] | None  # hour and minutes
    start: int
    end: int
    told_by: str = (
        ""  # "face" («полдевятого»), "figures" («9:30»); else a number that may be anything
    )


def said_hour(text: str, now: datetime) -> Said | None:
    """Return the first hour of the day that a text tells, ``None`` where it tells none.

    A part of the day alone is none, but for the night: there is no hour in it at which people work.
    """
    run: list[_Word] = []
    for word in [*_words(text), _Word("", None, 0, 0)]:
        if word.kind:
            run.append(word)
            continue
        times = _times(run, now)
        if times:
            return Said(times, run[0].start, run[-1].end)
        run = []
    return None


def at_hour(hour: time) -> str:
    """Return an hour as it is promised: «в девять утра»."""
    return str(_data()["said"]).format(hour_of_day(hour, "a"))


def is_today(rest: str) -> bool:
    """Tell whether what stands beside an hour names no other day than today."""
    return rest.strip().lower() in ("", language()["near_days"][0])


def tomorrow() -> str:
    """Return the word for the day after today."""
    return str(language()["near_days"][1])


def _times(run: Sequence[_Word], now: datetime) -> tuple[time, ...]:
    """Return what hours a run of words about hours may mean, nothing where it means none."""
    kinds = {word.kind for word in run}
    at = next((at for at, word in enumerate(run) if word.value), 0)
    number = run[at].value if run else None
    told_by = run[at].told_by if run else ""
    is_until = at > 0 and run[at - 1].kind == "until"
    part = next((kind for kind in _PARTS if kind in kinds), "")
    if "in" in kinds:
        return _later(number, kinds, now)
    if number is None and "hour" in kinds and part:  # «в час ночи»
        number = (1, 0)
    if number is not None and (told_by or kinds & {"before", "until", "hour", *_PARTS}):
        hours = _of_part(number, part, is_exact=told_by == "figures")
        return tuple(_minute_before(hour) for hour in hours) if is_until else hours
    return {"night": (time(0),), "midnight": (time(0),), "noon": (time(12),)}.get(part, ())


def _later(number: tuple[int, int] | None, kinds: set[str], now: datetime) -> tuple[time, ...]:
    if "half_an_hour" in kinds:
        return ((now + timedelta(minutes=30)).time(),)
    if "hour" not in kinds:
        return ()
    return ((now + timedelta(hours=number[0] if number else 1)).time(),)


def _of_part(number: tuple[int, int], part: str, *, is_exact: bool) -> tuple[time, ...]:
    """Return an hour of a part of the day; without one, up to twelve, it may be of either half.

    One in figures («9:30») ``is_exact``: it is of the half that is written.
    """
    hour, minute = number
    if hour < {"day": _FORENOON, "evening": 12}.get(part, 0):
        hour += 12
    elif part == "night":
        hour = hour + 12 if 6 < hour < 12 else hour % 12 if hour <= 12 else hour
    elif not part and hour <= 12 and not is_exact:
        return (time(hour % 12, minute), time(hour % 12 + 12, minute))
    return (time(hour % 24, minute),)


def _minute_before(hour: time) -> time:
    some_day = datetime(2000, 1, 2)
    return (datetime.combine(some_day, hour) - timedelta(minutes=1)).time()


def _words(text: str) -> list[_Word]:
    found = list(_TOKEN.finditer(text.lower()))
    said = [token[0] for token in found]
    words, at = [], 0
    while at < len(found):
        kind, value, size, told_by = _next(said, at)
        start, end = found[at].start(), found[at + size - 1].end()
        words.append(_Word(kind, value, start, end, told_by))
        at += size
    return words


def _next(said: Sequence[str], at: int) -> tuple[str, tuple[int, int] | None, int, str]:
    """Return what the next words tell: their kind, a time, how many they are, and what told it."""
    face = face_at(said, at)
    if face is not None:
        return _NUMBER, (face.hour, face.minute), face.size, "face"
    pair = " ".join(said[at : at + 2])
    size = 2 if " " in pair and pair in _hours() else 1
    word = pair if size == 2 else said[at]
    value = _value(word)
    return _kind(word), value, size, "figures" if value and ":" in word else ""


def _kind(word: str) -> str:
    return _NUMBER if _value(word) else _kinds().get(word) or _kinds().get(lemma(word), "")


def _value(word: str) -> tuple[int, int] | None:
    if word in _hours():
        return _hours()[word], 0
    digits = re.fullmatch(r"(\d{1,2})(?:[:.-](\d{2}))?", word)
    if digits is None or int(digits[1]) > 24 or int(digits[2] or 0) > 59:
        return None
    return int(digits[1]) % 24, int(digits[2] or 0)


@cache
def _hours() -> dict[str, int]:
    """Return the words of the hours 0 to 24, in every case."""
    return {cardinal(hour, case): hour % 24 for hour in range(25) for case in _CASES}


@cache
def _kinds() -> dict[str, str]:
    """Return what each word tells about an hour, by its form and its lemma."""
    words = {kind: said for kind, said in _data().items() if kind not in ("said", "face")}
    listed = {kind: [said] if isinstance(said, str) else said for kind, said in words.items()}
    return {
        form: kind
        for kind, said in listed.items()
        for word in said
        for form in (str(word), lemma(str(word)))
    }


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_yaml(KNOWLEDGE / "clock.yml")
    return data
