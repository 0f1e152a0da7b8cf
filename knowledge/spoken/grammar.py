"""Which case a number stands in, by the word before it and the noun after it."""

from functools import cache

from knowledge.language import language
from knowledge.lemmas import fold
from knowledge.spoken.dictionary import nouns_of
from knowledge.spoken.numerals import CASES, Case, Gender


def cases_after(word: str) -> tuple[Case, ...]:
    """Return the cases that a word before a number asks for, the likeliest first; () if none."""
    return tuple(case for case in CASES if fold(word) in _governors()[case])


def fitting(number: int, word: str, likely: tuple[Case, ...]) -> tuple[Case, Gender] | None:
    """Return the case and gender of a number before a noun in the form that stands there.

    ``None`` if the word is no noun, or in a form that no case explains.
    """
    for noun in nouns_of(word):
        for case in (*likely, *CASES):
            if fold(noun.after(number, case)) == fold(word):
                return case, noun.gender
    return None


@cache
def _governors() -> dict[Case, frozenset[str]]:
    before = language()["reading"]["before"]
    return {case: frozenset(fold(before.get(case, "")).split()) for case in CASES}
