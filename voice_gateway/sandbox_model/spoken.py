"""Written text as the words that a voice says: figures and Latin letters spelled out."""

import re
from collections.abc import Iterator
from functools import lru_cache

import pymorphy3

from knowledge.lemmas import fold
from knowledge.wording import number
from voice_gateway.sandbox_model.settings import texts

_TOKEN = re.compile(r"[а-яё]+|[a-z]+|\d+|[₽%№+]")
_TEMPLATE = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
_PAUSE = re.compile(r"[.,!?:;—…]")
_LONGEST_NUMBER = 6  # digits; longer ones are said in groups


def words(text: str) -> list[str]:
    """Return the words that are said for a text, in lower case, «ё» kept where it was written."""
    found: list[str] = []
    for token in _TOKEN.findall(_TEMPLATE.sub(" ", text.lower())):
        found += _said(token)
    return found


def recognized(text: str) -> list[str]:
    """Return the words of a text as the recognizer writes them, with «е» for «ё»."""
    return [fold(word) for word in words(text)]


def sentences(text: str) -> Iterator[list[str]]:
    """Yield the words of each stretch between pauses (a template of an answer counts as one)."""
    for part in _PAUSE.split(_TEMPLATE.sub(".", text)):
        if said := words(part):
            yield said


@lru_cache(maxsize=65_536)
def with_yo(word: str) -> str:
    """Return the word with «ё» where the dictionary has no other spelling (счет → счёт)."""
    if "е" not in word or "ё" in word:
        return word
    parses = morphology().parse(word)
    return str(parses[0].word) if parses and fold(parses[0].word) == word else word


@lru_cache(maxsize=1)
def morphology() -> pymorphy3.MorphAnalyzer:
    """Return the Russian dictionary (pymorphy3, OpenCorpora)."""
    return pymorphy3.MorphAnalyzer(lang="ru")


def _said(token: str) -> list[str]:
    if token.isdigit():
        return _figures(token)
    table = texts()
    known = table["units"].get(token) or table["signs"].get(token) or table["latin"].get(token)
    if known:
        return [str(known)]
    return [_letters(token)] if token.isascii() else [token]


def _figures(digits: str) -> list[str]:
    groups = [digits]
    if len(digits) == 11:
        groups = [digits[0], digits[1:4], digits[4:7], digits[7:9], digits[9:]]
    elif len(digits) > _LONGEST_NUMBER:
        groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    return [word for group in groups for word in _group(group)]


def _group(digits: str) -> list[str]:
    bare = digits.lstrip("0")
    zeros = [number(0, "ear")] * (len(digits) - len(bare))
    return zeros + (number(int(bare), "ear").split() if bare else [])


def _letters(latin: str) -> str:
    table: dict[str, str] = texts()["letters"]
    said, at = "", 0
    while at < len(latin):
        size = next(n for n in (3, 2, 1) if latin[at : at + n] in table)
        said += table[latin[at : at + size]]
        at += size
    return said
