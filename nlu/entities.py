"""Entities: amounts with their units, numbers, phones, dates, names and codes in a message."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from spacy.matcher import Matcher
from spacy.tokens import Doc

from knowledge.facts import catalogue
from knowledge.files import read_yaml
from knowledge.lemmas import lemma
from nlu.analysis import analyse, pipeline
from nlu.dates import find_dates, numeric_dates
from nlu.numerals import find_numerals
from nlu.phones import spoken, written
from nlu.text import DATA, fold_text

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TICKET = re.compile(r"\b(?:[T\u0422]-\d{4,}|SIM-\d{4,}|MNP-\d{4,})\b", re.IGNORECASE)
_CODE_SHAPE = re.compile(r"(?=[^\W_]*\d)(?=[^\W\d_]*[^\W\d_])[^\W_]{5,20}", re.UNICODE)
_CODE_CHARS = re.compile(r"[^\W_]{3,20}", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Entity:
    """Something named in a message, with its value and where it stands (offsets of characters)."""

    entity: str
    value: str
    start: int
    end: int


def find_entities(text: str, today: date, doc: Doc | None = None) -> list[Entity]:
    """Return what a message names, in the order of the text, no two overlapping.

    Entities: ``phone`` (eleven digits), ``money`` (roubles), ``gigabytes``, ``minutes``, ``sms``,
    ``days``, ``number``, ``date`` (ISO day or interval), ``tariff``, ``service``, ``country`` (ISO
    3166-1), ``promo_code``, ``order`` (a ticket's or an order's number), ``email``.
    """
    tokens = analyse(text) if doc is None else doc
    lemmas = [token.lemma_ for token in tokens]
    taken: list[Entity] = []
    for found in (
        _by_pattern(text),
        _phones(text, tokens, lemmas),
        _names(tokens),
        _codes(text, tokens),
        _days(tokens, lemmas, today),
        _amounts(tokens, lemmas),
        _numeric_days(text, today),
        _numbers(tokens, lemmas),
    ):
        for entity in found:
            if all(entity.end <= other.start or entity.start >= other.end for other in taken):
                taken.append(entity)
    return sorted(taken, key=lambda entity: entity.start)


def find_phones(text: str) -> list[Entity]:
    """Return the phone numbers alone that a message holds, in the order of the text."""
    tokens = analyse(text)
    found = _phones(text, tokens, [token.lemma_ for token in tokens])
    return sorted(found, key=lambda entity: entity.start)


def _by_pattern(text: str) -> Iterator[Entity]:
    for match in _EMAIL.finditer(text):
        yield Entity("email", match.group().lower(), match.start(), match.end())
    for match in _TICKET.finditer(text):
        number = match.group().upper().replace("\u0422", "T")  # typed with a Russian letter
        yield Entity("order", number, match.start(), match.end())


def _phones(text: str, doc: Doc, lemmas: Sequence[str]) -> Iterator[Entity]:
    for start, end, number in written(text):
        yield Entity("phone", number, start, end)
    for first, last, number in spoken(lemmas):
        yield Entity("phone", number, *_place(doc, first, last))


def _days(doc: Doc, lemmas: Sequence[str], today: date) -> Iterator[Entity]:
    for found in find_dates(lemmas, today):
        yield Entity("date", found.value, *_place(doc, found.start, found.end))


def _numeric_days(text: str, today: date) -> Iterator[Entity]:
    for start, end, value in numeric_dates(text, today):
        yield Entity("date", value, start, end)


def _amounts(doc: Doc, lemmas: Sequence[str]) -> Iterator[Entity]:
    """Yield numbers with their unit, sums by their nicknames, and halves in one word."""
    units = _units()
    for numeral in find_numerals(lemmas):
        following = units.get(lemmas[numeral.end]) if numeral.end < len(lemmas) else None
        if following:
            entity, factor = following
            where = _place(doc, numeral.start, numeral.end + 1)
            yield Entity(entity, plain(numeral.value * factor), *where)
        elif numeral.money:
            where = _place(doc, numeral.start, numeral.end)
            yield Entity("money", plain(numeral.value), *where)
    for index, word in enumerate(lemmas):
        rest = units.get(lemma(word.removeprefix(_half()))) if word.startswith(_half()) else None
        if rest and rest[0] == "gigabytes":
            yield Entity(rest[0], plain(rest[1] / 2), *_place(doc, index, index + 1))


def _numbers(doc: Doc, lemmas: Sequence[str]) -> Iterator[Entity]:
    for numeral in find_numerals(lemmas):
        where = _place(doc, numeral.start, numeral.end)
        yield Entity("number", plain(numeral.value), *where)


@cache
def _half() -> str:
    return str(read_yaml(DATA / "units.yml")["half"])


@cache
def _units() -> dict[str, tuple[str, Decimal]]:
    return {
        lemma(word): (entity, Decimal(str(factor)))
        for entity, words in read_yaml(DATA / "units.yml")["units"].items()
        for word, factor in words.items()
    }


def plain(value: Decimal) -> str:
    """Return a number as plain digits: ``5``, ``0.5``."""
    return f"{value.normalize():f}"


@cache
def _name_matcher() -> Matcher:
    matcher = Matcher(pipeline().vocab)
    for label, names in _all_names():
        pattern: list[dict[str, Any]] = [{"LEMMA": token.lemma_} for token in analyse(names)]
        if pattern:
            matcher.add(label, [pattern])
    return matcher


def _all_names() -> Iterator[tuple[str, str]]:
    aliases = read_yaml(DATA / "names.yml")
    for kind, entity in (("tariffs", "tariff"), ("services", "service")):
        for key, item in catalogue()[kind].items():
            name = item["name"].strip("«»")
            named = [] if fold_text(name) in aliases["common"] else [name]
            for alias in [*named, *aliases[kind].get(key, [])]:
                yield f"{entity}:{key}", alias
    for code, names in read_yaml(DATA / "countries.yml").items():
        for name in names:
            yield f"country:{code}", name


def _names(doc: Doc) -> Iterator[Entity]:
    found = _name_matcher()(doc)
    found.sort(key=lambda match: (match[1] - match[2], match[1]))
    for match_id, first, last in found:
        entity, _, value = doc.vocab.strings[match_id].partition(":")
        yield Entity(entity, value, *_place(doc, first, last))


@cache
def _code_words() -> frozenset[str]:
    return frozenset(lemma(word) for word in read_yaml(DATA / "codes.yml")["named_by"])


@cache
def _not_codes() -> frozenset[str]:
    return frozenset(lemma(word) for word in read_yaml(DATA / "codes.yml")["never"])


def _codes(text: str, doc: Doc) -> Iterator[Entity]:
    """Yield promo codes: letters with digits, or the word that follows «промокод»."""
    for index, token in enumerate(doc):
        written_so = text[token.idx : token.idx + len(token.text)]
        named = index > 0 and _is_named(doc, index)
        shaped = _CODE_SHAPE.fullmatch(written_so) is not None
        if shaped or (named and _may_be_code(written_so, token.lemma_)):
            yield Entity("promo_code", written_so.upper(), token.idx, token.idx + len(written_so))


def _is_named(doc: Doc, index: int) -> bool:
    before = index - 1
    while before > 0 and doc[before].text in {":", "-", "—", "«", '"'}:
        before -= 1
    return doc[before].lemma_ in _code_words()


def _may_be_code(written_so: str, word: str) -> bool:
    if not _CODE_CHARS.fullmatch(written_so) or word in _not_codes():
        return False
    return written_so.isupper() or written_so.isascii() or word in _known_code_words()


@cache
def _known_code_words() -> frozenset[str]:
    return frozenset(lemma(word) for word in read_yaml(DATA / "codes.yml")["words"])


def _place(doc: Doc, first: int, last: int) -> tuple[int, int]:
    end = doc[last - 1]
    return doc[first].idx, end.idx + len(end.text)
