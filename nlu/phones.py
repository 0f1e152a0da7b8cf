"""Phone numbers in any spelling: ``8 (900) 000-00-03``, «плюс семь девятьсот ноль ноль…»."""

import re
from collections.abc import Iterator, Sequence

from nlu.numerals import word_value

_WRITTEN = re.compile(r"(?<![\w])\+?\d[\d\s().\u00a0\u2010-\u2015-]{8,22}\d(?!\w)")


def whole_number(digits: str) -> str | None:
    """Return a Russian number as eleven digits that begin with 7, or ``None`` if it is not one."""
    if len(digits) == 11 and digits[0] in "78":
        return "7" + digits[1:]
    if len(digits) == 10 and digits[0] in "9":
        return "7" + digits
    return None


def written(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the numbers written in digits: (start, end, number)."""
    for match in _WRITTEN.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        number = whole_number(digits)
        if number:
            yield match.start(), match.end(), number


def spoken(lemmas: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the numbers said in words, or in a mix of words and digits: (first, last + 1, number).

    «девятьсот шестьдесят три» is 963 and «ноль три» is 03: a word of a lower rank joins the group
    before it, any other begins a new one.
    """
    at = 0
    while at < len(lemmas):
        end, digits = _digits_from(lemmas, at)
        number = whole_number(digits)
        if number:
            yield at, end, number
        at = max(end, at + 1)


def _digits_from(lemmas: Sequence[str], start: int) -> tuple[int, str]:
    groups: list[str] = []
    room = 0  # the highest value that may still join the last group
    at = start
    while at < len(lemmas):
        word = lemmas[at]
        if word.isdigit():
            groups.append(word)
            room = 0
        elif (value := word_value(word)) is not None and value < 1000 and value == int(value):
            room = _join(groups, int(value), room)
        elif not (groups and word in {"-", "–", ","}):
            break
        at += 1
    return at, "".join(groups)


def _join(groups: list[str], value: int, room: int) -> int:
    if 0 < value < room:
        groups[-1] = str(int(groups[-1]) + value)
    else:
        groups.append(str(value))
    if value >= 100:
        return 100
    return 10 if value >= 20 else 0
