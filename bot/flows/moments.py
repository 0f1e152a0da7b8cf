"""Moments: when something is wanted, as the person said it, where that tells more than a part of the day."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import groupby

from bot.flows.reading import Reading
from knowledge.clock_face import face_at, is_half_past
from knowledge.files import ROOT, read_yaml
from knowledge.lemmas import lemma
from nlu.numerals import digits_value, ordinals, word_value

Word = tuple[str, int, int]  # a lemma, and where it stands


def moment(reading: Reading) -> tuple[int, int] | None:
    """Return where the first words stand that name a day or an hour: «завтра в десять утра».

    A part of the day alone («утром») is none, nor is a number that nothing shows to be an hour; «с утра»
    and «после обеда» tell more.
    """
    words = [(_kind(word, reading), word) for word in reading.words]
    runs = ([word for _, word in run] for of, run in groupby(words, lambda w: w[0] != "") if of)
    found = (_stripped(run) for run in runs)
    named = next((run for run in found if _names_moment(run)), None)
    return (named[0][1], named[-1][2]) if named else None


def _stripped(run: Sequence[Word]) -> list[Word]:
    """Return a run without what neither begins nor ends a moment."""
    words = list(run)
    while words and kind_of(words[0][0]) == "within" and not _is_not_before(words):
        words.pop(0)
    while words and kind_of(words[-1][0]) in ("within", "before"):
        words.pop()
    return words


def _is_not_before(words: Sequence[Word]) -> bool:
    """Tell whether words begin with «не раньше», which means something else without its «не»."""
    return len(words) > 1 and kind_of(words[0][0]) == "within" and kind_of(words[1][0]) == "before"


def _names_moment(words: Sequence[Word]) -> bool:
    kinds = [kind_of(word) for word, _, _ in words]
    if {"days", "halves"} & set(kinds) or face_at([word for word, _, _ in words], 0):
        return True
    told, beside = {"number", "units", "parts"}, {"units", "parts", "before"}
    return bool(told & set(kinds)) and len(set(kinds)) > 1 and bool(beside & set(kinds))


def _kind(word: Word, reading: Reading) -> str:
    """Return what a word is in a moment, empty where it is nothing: also within a phone number."""
    lemma_, start, end = word
    taken = any(f.entity == "phone" and f.start < end and start < f.end for f in reading.entities)
    return "" if taken else kind_of(lemma_)


def kind_of(word: str) -> str:
    """Return what a lemma tells of a moment: a key of ``moments.yml``, ``halves``, ``number``, or nothing.

    A half is «полдевятого».
    """
    if is_half_past(word):
        return "halves"
    kind = next((name for name, words in _words().items() if word in words), "")
    return kind or ("number" if _is_number(word) else "")


def _is_number(word: str) -> bool:
    digits = word.replace(":", "").replace(".", "")
    return word_value(word) is not None or word in ordinals() or digits_value(digits) is not None


@cache
def _words() -> dict[str, frozenset[str]]:
    raw = read_yaml(ROOT / "bot" / "flows" / "moments.yml")
    return {
        name: frozenset(form for word in words for form in (str(word), lemma(str(word))))
        for name, words in raw.items()
    }
