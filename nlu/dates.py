"""Days and spans of days: «завтра», «5 мая», «12.05», «за последнюю неделю»."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from knowledge.files import read_yaml
from knowledge.lemmas import lemma
from nlu.numerals import find_numerals, ordinals, word_value
from nlu.text import DATA

_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[./](\d{2})(?:[./](\d{4}|\d{2}))?(?!\d)")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day or a span found in tokens ``start`` to ``end`` (exclusive).

    ``value`` is an ISO day, or ``first/last`` for a span (ISO 8601 interval).
    """

    start: int
    end: int
    value: str


@cache
def _data() -> dict[str, Any]:
    raw = read_yaml(DATA / "dates.yml")
    tables = {
        name: {lemma(word): value for word, value in raw[name].items()}
        for name in ("relative", "months", "weekdays", "spans")
    }
    return {
        **tables,
        "last": {lemma(w) for w in raw["last"]},
        "for": set(raw["for"]),
        "from": raw["from"],
        "to": set(raw["to"]),
    }


def find_dates(lemmas: Sequence[str], today: date) -> Iterator[FoundDate]:
    """Yield days and spans, left to right; ``today`` is the day that relative words start from."""
    at = 0
    while at < len(lemmas):
        found = (
            _from_to(lemmas, at, today) or _span(lemmas, at, today) or _named_day(lemmas, at, today)
        )
        if found is None:
            at += 1
        else:
            yield found
            at = found.end


def numeric_dates(text: str, today: date) -> Iterator[tuple[int, int, str]]:
    """Yield days written in digits (``12.05``, ``12.05.2026``): (start, end, ISO day)."""
    for match in _NUMERIC.finditer(text):
        day, month, year = match.groups()
        number = today.year if year is None else int(year) + (2000 if len(year) == 2 else 0)
        when = _day(number, int(month), int(day))
        if when:
            yield match.start(), match.end(), when.isoformat()


def _named_day(lemmas: Sequence[str], at: int, today: date) -> FoundDate | None:
    data = _data()
    word = lemmas[at]
    if word in data["relative"]:
        when = today + timedelta(days=data["relative"][word])
        return FoundDate(at, at + 1, when.isoformat())
    number, here = _day_number(lemmas, at)
    month = data["months"].get(lemmas[here]) if here < len(lemmas) else None
    if number and month and (when_day := _day(today.year, month, number)):
        return FoundDate(at, here + 1, when_day.isoformat())
    return None


def _from_to(lemmas: Sequence[str], at: int, today: date) -> FoundDate | None:
    """Return a span between two days of which the first may lack its month: «с 1 по 5 мая»."""
    if lemmas[at] != _data()["from"]:
        return None
    number, here = _day_number(lemmas, at + 1) if at + 1 < len(lemmas) else (None, at)
    first = _named_day(lemmas, at + 1, today) if number else None
    here = first.end if first else here
    if not number or here >= len(lemmas) or lemmas[here] not in _data()["to"]:
        return None
    last = _named_day(lemmas, here + 1, today) if here + 1 < len(lemmas) else None
    if last is None:
        return None
    end = date.fromisoformat(last.value)
    start = date.fromisoformat(first.value) if first else _day(end.year, end.month, number)
    return FoundDate(at, last.end, f"{start.isoformat()}/{last.value}") if start else None


def _day_number(lemmas: Sequence[str], at: int) -> tuple[int | None, int]:
    """Return a day of a month and where it ends: «5», «пятого», «двадцать пятого»."""
    word = lemmas[at]
    if word.isdecimal() and len(word) <= 2:
        return int(word), at + 1
    ones = ordinals().get(lemmas[at + 1]) if at + 1 < len(lemmas) else None
    tens = word_value(word)
    if ones and ones < 10 and tens in (20, 30):
        return int(tens) + ones, at + 2
    return ordinals().get(word), at + 1


def _span(lemmas: Sequence[str], at: int, today: date) -> FoundDate | None:
    data = _data()
    if lemmas[at] not in data["for"]:
        return None
    here, count = at + 1, 1
    if here < len(lemmas) and lemmas[here] in data["last"]:
        here += 1
    numbers = find_numerals(lemmas[here : here + 3])
    if numbers and numbers[0].start == 0:
        count, here = int(numbers[0].value), here + numbers[0].end
    if here >= len(lemmas) or lemmas[here] not in data["spans"]:
        return None
    days = data["spans"][lemmas[here]] * max(count, 1)
    start = today - timedelta(days=min(days, 3660))
    return FoundDate(at, here + 1, f"{start.isoformat()}/{today.isoformat()}")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
