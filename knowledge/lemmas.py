"""Dictionary forms of Russian words, by pymorphy3."""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

import pymorphy3

from knowledge.language import language


@cache
def _morphology() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=65_536)
def lemma(word: str) -> str:
    """Return the most likely dictionary form of a word, in lower case, with «е» for «ё»."""
    plain = fold(word)
    if not any("а" <= ch <= "я" for ch in plain):
        return plain
    try:
        return fold(_morphology().parse(plain)[0].normal_form)
    except ValueError:  # a sign that Python's Unicode tables have no name for
        return plain


def parses(word: str) -> Iterable[Any]:
    """Return what a word form may be, the likeliest first (pymorphy3's parses)."""
    return _morphology().parse(word.lower())  # type: ignore[no-any-return]


@lru_cache(maxsize=4096)
def forms(word: str) -> tuple[str, ...]:
    """Return all forms of the likeliest word that a form belongs to, each once."""
    lexeme = _morphology().parse(word.lower())[0].lexeme
    return tuple(dict.fromkeys(str(form.word) for form in lexeme))


@lru_cache(maxsize=65_536)
def is_known(word: str) -> bool:
    """Tell whether the dictionary has this word form."""
    return bool(_morphology().word_is_known(word))


@lru_cache(maxsize=65_536)
def is_imperative(word: str) -> bool:
    """Tell whether a word form is likeliest an order («подключи», «верните»)."""
    try:
        return "impr" in _morphology().parse(word)[0].tag
    except ValueError:  # as in ``lemma``
        return False


def fold(word: str) -> str:
    """Return the word in lower case with «е» for «ё»; the length stays."""
    return word.lower().replace("ё", "е")


def plain(text: str) -> str:
    """Return the folded words of a text, so that texts that differ only in signs are equal.

    A text of signs alone («???», «👍») is itself.
    """
    letters = "".join(ch if ch.isalnum() else " " for ch in fold(text))
    return " ".join(letters.split()) or text.strip()


@cache
def courtesy() -> frozenset[str]:
    """Return the lemmas of courtesy and filler words."""
    return frozenset(lemma(word) for word in language()["courtesy"].split())


@lru_cache(maxsize=65_536)
def content_words(text: str) -> frozenset[str]:
    """Return the lemmas of a text without courtesy and filler words."""
    letters = "".join(ch if ch.isalnum() else " " for ch in text)
    return frozenset(lemma(word) for word in letters.split()) - courtesy()


def shared(one: str, other: str) -> float:
    """Return which part of their content words two texts share (0–1), against the longer text."""
    a, b = content_words(one), content_words(other)
    if not a or not b:
        return float(fold(one).split() == fold(other).split())
    return len(a & b) / max(len(a), len(b))
