"""Nouns of the dictionary, by any of their forms (pymorphy3)."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from knowledge.lemmas import parses
from knowledge.spoken.nouns import Noun
from knowledge.spoken.numerals import CASES, Case, Gender

_OPENCORPORA: dict[Case, str] = {
    "n": "nomn", "g": "gent", "d": "datv", "a": "accs", "i": "ablt", "p": "loct",
}  # fmt: skip
_GENDERS: dict[str, Gender] = {"masc": "m", "femn": "f", "neut": "n"}


@lru_cache(maxsize=4096)
def nouns_of(word: str) -> tuple[Noun, ...]:
    """Return the nouns that a word form may belong to."""
    return tuple(_nouns(word))


def is_adjective(word: str) -> bool:
    """Tell whether a word is first of all an adjective, a participle or a pronoun like one."""
    first = next(iter(parses(word)), None)
    return first is not None and str(first.tag.POS) in ("ADJF", "PRTF")


def _nouns(word: str) -> Iterator[Noun]:
    for parse in parses(word):
        if str(parse.tag.POS) == "NOUN":
            gender = _GENDERS.get(str(parse.tag.gender), "m")
            yield Noun(_forms(parse, "sing"), _forms(parse, "plur"), gender)


def _forms(parse: Any, number: str) -> tuple[str, ...]:
    """Return six cases; a form that the noun lacks is the word itself."""
    found = []
    for case in CASES:
        form = parse.inflect({number, _OPENCORPORA[case]})
        counted = parse.inflect({number, "gen1"}) if case == "g" and form is None else None
        found.append(str((form or counted or parse).word))
    return tuple(found)
