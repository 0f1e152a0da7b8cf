"""Numbers in a text, with the unit or noun after them, in words."""

import re
from decimal import Decimal
from functools import cache

from knowledge.language import language
from knowledge.lemmas import fold
from knowledge.patterns import any_of
from knowledge.spoken import amounts, calendar
from knowledge.spoken.dictionary import is_adjective, nouns_of
from knowledge.spoken.grammar import cases_after, fitting
from knowledge.spoken.numerals import Case, Gender, decimal, ordinal, with_half

NUMBER = (
    r"[−-]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d{1,3})?(?!\d)|[−-]?\d+(?:[.,]\d{1,3}(?![\d.]))?"
)
_GAP = r"[ \u00a0\u202f]*"
_BEFORE = r"(?:(?P<before>[А-Яа-яЁё]+)(?P<gap>[ \u00a0]+))?"
_RANGE = re.compile(
    rf"(?<![\w-])(?P<first>{NUMBER})\s?[–—-]\s?(?P<last>{NUMBER})"
    rf"(?P<gap>[\s\u00a0]*)(?:(?P<word>[а-яё]+)\b|(?=[%₽А-Я]))"
)
_ADJECTIVES = 2  # that may stand between a number and its noun
_NEXT = re.compile(r"\s*([А-Яа-яЁё]+)")
_KOPECKS = re.compile(rf"({NUMBER}){_GAP}(?:руб\.?|р\.|₽){_GAP}(\d{{1,2}}){_GAP}коп\.?")


def in_words(text: str) -> str:
    """Return a text with its numbers in words."""
    text = _KOPECKS.sub(lambda found: f"{found[1]},{int(found[2]):02} ₽", text)
    return _figure().sub(_said, text)


def dates_in_words(text: str) -> str:
    """Return a text with its dates («21 мая 2026 г.») and years («в 2019 году») in words."""
    text = _date_pattern().sub(_date, text)
    return _year_pattern().sub(_year, text)


def ordinals_in_words(text: str) -> str:
    """Return a text with «1-й», «2-го», «5-ю» in words."""
    return _ordinal_pattern().sub(_ordinal, text)


def read_number(figures: str) -> Decimal:
    """Read ``1 250,50``, with a comma or a point, with spaces between thousands."""
    plain = re.sub(r"[ \u00a0\u202f]", "", figures).replace(",", ".").replace("−", "-")
    return Decimal(plain)


def ranges_in_words(text: str) -> str:
    """Return a text with «2–3 минуты» as «от 2 до 3 минут»."""
    return _RANGE.sub(_range, text)


def _range(found: re.Match[str]) -> str:
    signs = language()["signs"]
    said = f"{signs['from']} {found['first']} {signs['to']} {found['last']}"
    return f"{said}{found['gap']}{_genitive(read_number(found['last']), found['word'] or '')}"


def _genitive(number: Decimal, word: str) -> str:
    """Return a noun that stands after a number, put after the same number in the genitive."""
    for noun in nouns_of(word) if word else ():
        if fold(noun.after(int(number))) == fold(word):
            return noun.after(int(number), "g")
    return word


def _said(found: re.Match[str]) -> str:
    before = f"{found['before']}{found['gap']}" if found["before"] else ""
    number = read_number(found["number"])
    cases = cases_after(found["before"] or "")
    likely: Case = cases[0] if cases else "n"
    if found["unit"]:
        unit = language()["reading"]["units"][found["unit"].lower()]
        if unit == "money":
            return before + amounts.money(number, likely)
        return before + amounts.quantity(number, unit, likely)
    case, gender = _agreed(found, number, cases) or (likely, "m")
    said = with_half(number, case, gender) or decimal(number, case, gender)
    return f"{before}{said}{' ' if found.string[found.end() :][:1].isalpha() else ''}"


def _agreed(
    found: re.Match[str], number: Decimal, cases: tuple[Case, ...]
) -> tuple[Case, Gender] | None:
    """Return case and gender by the noun that follows, past adjectives."""
    at = found.end()
    for _ in range(_ADJECTIVES + 1):
        following = _NEXT.match(found.string, at)
        if following is None:
            return None
        word, at = following[1], following.end()
        if is_adjective(word):
            continue
        if number == int(number):
            return fitting(abs(int(number)), word, cases)
        nouns = nouns_of(word)
        return (cases[0] if cases else "n", nouns[0].gender) if nouns else None
    return None


def _date(found: re.Match[str]) -> str:
    before, gap = found["before"] or "", found["gap"] or ""
    forms = language()["reading"]["day_after"]
    case: Case = forms.get(before.lower(), "g")
    said = f"{ordinal(int(found['day']), case, 'n')} {found['month'].lower()}"
    if found["year"]:
        said += f" {calendar.year(int(found['year']))}"
    return f"{before}{gap}{said}"


def _year(found: re.Match[str]) -> str:
    word = found["word"].lower()
    forms = language()["reading"]["year_forms"]
    return f"{ordinal(int(found['year']), forms[word], 'm')} {found['word']}"


def _ordinal(found: re.Match[str]) -> str:
    case, gender = language()["reading"]["ordinal_endings"][found["ending"]]
    return ordinal(int(found["number"]), case, gender)


@cache
def _figure() -> re.Pattern[str]:
    """Return a number, the word before it, and a unit where one stands for a word."""
    units = any_of(language()["reading"]["units"])
    return re.compile(
        rf"{_BEFORE}(?<![\w.,])(?P<number>{NUMBER})"
        rf"(?:{_GAP}(?P<unit>(?i:{units}))(?![\w/])(?:\.(?!\s+[А-ЯЁA-Z]|\s*$))?|(?![A-Za-z\d]))"
    )


@cache
def _date_pattern() -> re.Pattern[str]:
    months = any_of(language()["months"])
    return re.compile(
        rf"{_BEFORE}(?<![\d.,])\b(?P<day>[12]?\d|3[01])[ \u00a0](?P<month>{months})\b"
        r"(?:[ \u00a0](?P<year>\d{4})(?:[ \u00a0](?:года\b|г\.))?)?",
        re.IGNORECASE,
    )


@cache
def _year_pattern() -> re.Pattern[str]:
    words = any_of(language()["reading"]["year_forms"])
    return re.compile(rf"\b(?P<year>(?:19|20)\d\d)[ \u00a0](?P<word>{words})\b", re.IGNORECASE)


@cache
def _ordinal_pattern() -> re.Pattern[str]:
    endings = any_of(language()["reading"]["ordinal_endings"])
    return re.compile(rf"(?<![\w.,])(?P<number>\d+)-(?P<ending>{endings})\b")
