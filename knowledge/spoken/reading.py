"""A text that was written to be read, put for the ear: no figures, links, pictures or signs remain.

Names of the catalogue, titles of charges and words of a live agent come as they are read. The case
of a number comes from the word before it and from the form of the noun after it. Latin words
stay: how they sound is the engine's business.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache

from knowledge.language import language
from knowledge.patterns import any_of
from knowledge.spoken import calendar, figures, signs
from knowledge.spoken.grammar import cases_after

_LINK = re.compile(
    r"(?:https?://|www\.)\S*[\w/]|\b[\w-]+(?:\.[\w-]+)*\.(?:ru|com|net|org|example)\b(?:/[\w/-]*)?",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.\w+)+")
_COMMAND = re.compile(r"(?<![\w*#])[*#][\d*#]*\d#?|(?<![\w*#])\*[\d*]+#")
_PHONE = re.compile(
    r"(?<![\w+])(?:\+7|8)[\s\u00a0(-]*\d{3}[\s\u00a0)-]*\d{3}(?:[\s\u00a0-]*\d{2}){2}(?!\d)"
)
_LONG = re.compile(r"(?<![\d.,])(?<!\d[ \u00a0\u202f])(?:0\d+|\d{8,})(?![\d.,]\d)")
_HOURS = re.compile(r"(?:\b[сc]\s+)?\b(\d{1,2}:\d{2})\s*(?:[-–—]|до)\s*(\d{1,2}:\d{2})\b", re.I)
_TIME = re.compile(r"(?:\b(?P<before>[а-я]+)\s+)?\b(?P<at>(?:[01]?\d|2[0-3]):[0-5]\d)\b", re.I)
_ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_SHORT_DATE = re.compile(
    r"(?<![\d.,])(?P<day>0[1-9]|[12]\d|3[01])\.(?P<month>0[1-9]|1[0-2])(?:\.(?P<year>\d{4}))?(?![\d.%])"
)
_NUMBER_SIGN = re.compile(r"№\s*")
_PAIRS = re.compile(r"(?<=\w)/(?=\w)")
_LINES = re.compile(r"[ \t]*\n+[ \t]*(?:[•*-]\s+)?")
_SPACES = re.compile(r"\s+")
_BEFORE_SIGN = re.compile(r"\s+([.,:;!?…»)])")
_SAID = frozenset(".,:;!?…«»\"'()–—- +")


@lru_cache(maxsize=1024)
def aloud(text: str) -> str:
    """Return a text as it is to be said."""
    for put in _steps():
        text = put(text)
    text = "".join(_sign(sign) for sign in text)
    return _BEFORE_SIGN.sub(r"\1", _SPACES.sub(" ", text)).strip()


@cache
def _steps() -> tuple[Callable[[str], str], ...]:
    """Return what is done in turn: what is more than a number comes before numbers."""
    words = language()["signs"]
    return (
        lambda text: _LINES.sub(_line_end, text.strip()),
        lambda text: _EMAIL.sub(lambda found: signs.email(found.group()), text),
        lambda text: _LINK.sub(words["link"], text),
        _named,
        lambda text: _COMMAND.sub(lambda found: f" {signs.command(found.group())} ", text),
        lambda text: _PHONE.sub(lambda found: signs.phone(found.group()), text),
        lambda text: _ISO_DATE.sub(_iso_date, text),
        lambda text: _HOURS.sub(_hours, text),
        lambda text: _TIME.sub(_time, text),
        lambda text: _SHORT_DATE.sub(_short_date, text),
        lambda text: _LONG.sub(lambda found: signs.phone(found.group()), text),
        lambda text: _NUMBER_SIGN.sub(f"{words['number']} ", text),
        figures.ordinals_in_words,
        figures.dates_in_words,
        figures.ranges_in_words,
        figures.in_words,
        lambda text: _PAIRS.sub(f" {words['or']} ", text),
    )


def _line_end(found: re.Match[str]) -> str:
    """Return what joins two lines: a full stop, unless the first ends with a sign of its own."""
    before = found.string[: found.start()].rstrip()[-1:]
    return " " if before in ".,:;!?…" else ". "


def _named(text: str) -> str:
    words = language()["reading"]["words"]
    return _names().sub(lambda found: str(words[found.group()]), text)


@cache
def _names() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){any_of(language()['reading']['words'])}(?!\w)")


def _iso_date(found: re.Match[str]) -> str:
    try:
        return calendar.day(date.fromisoformat(found.group()))
    except ValueError:
        return found.group()


def _short_date(found: re.Match[str]) -> str:
    month = language()["months"][int(found["month"]) - 1]
    shown = f"{int(found['day'])} {month}"
    return f"{shown} {found['year']}" if found["year"] else shown


def _hours(found: re.Match[str]) -> str:
    try:
        return calendar.span(calendar.read_clock(found[1]), calendar.read_clock(found[2]))
    except ValueError:
        return found.group()


def _time(found: re.Match[str]) -> str:
    cases = cases_after(found["before"] or "")
    before = f"{found['before']} " if found["before"] else ""
    case = cases[0] if cases else "n"
    return before + calendar.clock(calendar.read_clock(found["at"]), case)


def _sign(sign: str) -> str:
    if sign.isalnum() or sign in _SAID:
        return sign
    word = language()["reading"]["signs"].get(sign)
    if word:
        return f" {word} "
    return "" if unicodedata.category(sign) in ("Mn", "Cf") else " "
