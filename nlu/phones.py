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
    at = 0
    while match := _WRITTEN.search(text, at):
        at = match.end()
        for end in _ends(text, match):
            number = whole_number(re.sub(r"\D", "", text[match.start() : end]))
            if number:
                yield match.start(), end, number
                at = end
                break


def _ends(text: str, match: re.Match[str]) -> Iterator[int]:
    """Yield where a number may end, the farthest first: an amount may follow it («…00-05 50 минут»).

    Without a unit after it, more digits are a slip, unless the number is written in one piece.
    """
    yield match.end()
    gaps = [match.start() + gap.start() for gap in re.finditer(r"\s+", match.group())]
    unit = text[match.end() :].lstrip()[:1].isalpha()
    yield from reversed(gaps if unit else gaps[:1])


def spoken(lemmas: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the numbers said in words, or in a mix of words and digits: (first, last + 1, number).

    «девятьсот шестьдесят три» is 963 and «ноль три» is 03: a word of a lower rank joins the group
    before it, any other begins a new one.
    """
    at = 0
    while at < len(lemmas):
        prefixes = _digits_from(lemmas, at)
        last = prefixes[-1][0] if prefixes else at
        unit = last < len(lemmas) and lemmas[last].isalpha()
        whole = [
            (end, number)
            for end, said in prefixes
            if (end in (at + 1, last) or unit) and (number := whole_number(said))
        ]
        if whole:
            yield at, *whole[-1]
        said = whole or prefixes
        at = said[-1][0] if said else at + 1


def _digits_from(lemmas: Sequence[str], start: int) -> list[tuple[int, str]]:
    """Return what has been said after each word from a place on: (place after it, digits)."""
    groups: list[str] = []
    said: list[tuple[int, str]] = []
    room = 0  # the highest value that may still join the last group
    for at in range(start, len(lemmas)):
        word = lemmas[at]
        if word.isdigit():
            groups.append(word)
            room = 0
        elif (value := word_value(word)) is not None and value < 1000 and value == int(value):
            room = _join(groups, int(value), room)
        elif groups and word in {"-", "–", ","}:
            continue
        else:
            break
        said.append((at + 1, "".join(groups)))
    return said


def _join(groups: list[str], value: int, room: int) -> int:
    if 0 < value < room:
        groups[-1] = str(int(groups[-1]) + value)
    else:
        groups.append(str(value))
    if value >= 100:
        return 100
    return 10 if value >= 20 else 0
