"""Tokens with lemmas: spaCy's Russian tokenizer over folded text, lemmas from pymorphy3."""

import re
from functools import cache, lru_cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from knowledge.lemmas import lemma
from nlu.text import fold_text, word_form

_SPLIT_INSIDE = [
    r"(?<=\d)(?=[а-яa-z₽])(?![а-яa-z]*\d)",
    r"(?<=[а-я]),(?=[а-я])",
    r"(?<=[а-я])[?!.](?=[а-я])",
]


@cache
def pipeline() -> Language:
    """Return spaCy's blank Russian pipeline, whose tokenizer also parts «5гб» and «да,нет»."""
    blank = spacy.blank("ru")
    tokenizer: Any = blank.tokenizer
    infixes = [*(blank.Defaults.infixes or ()), *_SPLIT_INSIDE]
    tokenizer.infix_finditer = spacy.util.compile_infix_regex(infixes).finditer
    tokenizer.rules = {}
    tokenizer.url_match = None  # «привет.как» is no address
    return blank


@lru_cache(maxsize=64)
def analyse(text: str) -> Doc:
    """Return the tokens of a message.

    Offsets are those of ``text`` as it was written. A token's ``norm_`` is its usual form (repeated
    letters and chat spellings mended), its ``lemma_`` the dictionary form of that. Those of the latest
    messages are kept, for what understands a message asks several times: they are not to be changed.
    """
    doc = pipeline().tokenizer(fold_text(text))
    for token in doc:
        token.norm_ = word_form(token.text)
        token.lemma_ = lemma(token.norm_)
    return doc


_WORD = re.compile(r"\w")


def is_word(text: str) -> bool:
    """Tell whether a token has a letter or a digit."""
    return bool(_WORD.search(text))
