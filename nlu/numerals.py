"""Numbers in words: «двести пятьдесят», «полторы тысячи», «два с половиной»."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from knowledge.files import read_yaml
from knowledge.lemmas import lemma
from nlu.text import DATA


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number that stands in tokens ``start`` to ``end`` (exclusive)."""

    start: int
    end: int
    value: Decimal
    money: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    value: Decimal
    rank: int  # 0 units, 1 tens or teens, 2 hundreds, 3 scale, 4 half


@cache
def _words() -> dict[str, _Word]:
    data = read_yaml(DATA / "numerals.yml")
    ranks = {"units": 0, "teens": 1, "tens": 1, "hundreds": 2, "scales": 3, "halves": 4}
    return {
        lemma(word): _Word(Decimal(str(value)), rank)
        for name, rank in ranks.items()
        for word, value in data[name].items()
    }


@cache
def _money_slang() -> dict[str, Decimal]:
    words = read_yaml(DATA / "numerals.yml")["money_slang"]
    return {lemma(word): Decimal(value) for word, value in words.items()}


@cache
def _small() -> frozenset[str]:
    """Return the teens, after which no unit follows (пятнадцать два is two numbers)."""
    return frozenset(lemma(word) for word in read_yaml(DATA / "numerals.yml")["teens"])


@cache
def ordinals() -> dict[str, int]:
    """Return the ordinals by lemma («пятое» has the lemma «пятый»)."""
    return {lemma(w): n for w, n in read_yaml(DATA / "numerals.yml")["ordinals"].items()}


def word_value(word: str) -> Decimal | None:
    """Return the value of a single number word by its lemma, or ``None``."""
    found = _words().get(word)
    return found.value if found else None


def digits_value(token: str) -> Decimal | None:
    """Return the value of a token of digits (``1250``, ``12,5``), or ``None``."""
    if not token[:1].isdecimal() or not token[-1:].isdecimal():
        return None
    try:
        value = Decimal(token.replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def find_numerals(lemmas: Sequence[str]) -> list[Numeral]:
    """Find the numbers in a sequence of lemmas, longest first, left to right."""
    found: list[Numeral] = []
    at = 0
    while at < len(lemmas):
        numeral = _read(lemmas, at)
        if numeral is None:
            at += 1
        else:
            found.append(numeral)
            at = numeral.end
    return found


def _read(lemmas: Sequence[str], start: int) -> Numeral | None:
    word = lemmas[start]
    if (digits := digits_value(word)) is not None:
        return _digits(lemmas, start, digits)
    if word in _money_slang() and word not in _words():
        return Numeral(start, start + 1, _money_slang()[word], money=True)
    return _words_from(lemmas, start)


def _digits(lemmas: Sequence[str], start: int, value: Decimal) -> Numeral:
    end = start + 1
    while end < len(lemmas) and _is_thousands_group(lemmas, start, end):
        value = value * 1000 + Decimal(lemmas[end])
        end += 1
    if end < len(lemmas) and (scale := _words().get(lemmas[end])) and scale.rank == 3:
        return Numeral(start, end + 1, value * scale.value)
    return _finished(lemmas, start, end, value)


def _is_thousands_group(lemmas: Sequence[str], start: int, at: int) -> bool:
    return (
        len(lemmas[at]) == 3
        and lemmas[at].isdecimal()
        and len(lemmas[start]) <= 3
        and (lemmas[start] != "0" and at - start < 3)
    )


def _words_from(lemmas: Sequence[str], start: int) -> Numeral | None:
    total, group, last, at = Decimal(0), Decimal(0), 9, start
    while at < len(lemmas) and (word := _words().get(lemmas[at])) is not None:
        if word.rank == 3:
            if at > start and last == 3:
                break
            total, group, last = total + (group or 1) * word.value, Decimal(0), 3
        elif word.rank == 4:
            if at > start:
                break
            group, last = word.value, 0
        elif word.value == 0 and at > start:
            break
        elif word.rank < last or last == 3:
            group += word.value
            last = 0 if lemmas[at] in _small() else word.rank
        else:
            break
        at += 1
        if word.value == 0:
            break
    if at == start:
        return None
    return _finished(lemmas, start, at, total + group)


def _finished(lemmas: Sequence[str], start: int, at: int, value: Decimal) -> Numeral:
    """Add what may follow a number: a half, then a scale, or the nickname of a sum («две штуки»).

    A number of thousands takes no scale: «тысяча тысяча» is a stutter, not a million.
    """
    if half := _half(lemmas, at):
        value, at = value + Decimal("0.5"), at + half
    if at < len(lemmas) and value < 1000:
        scale = _words().get(lemmas[at])
        if scale is not None and scale.rank == 3:
            return Numeral(start, at + 1, value * scale.value)
        nickname = _money_slang().get(lemmas[at])
        if nickname is not None and 0 < value < 10:
            return Numeral(start, at + 1, value * nickname, money=True)
    return Numeral(start, at, value)


def _half(lemmas: Sequence[str], at: int) -> int:
    """Return 2 where «с половиной» follows, else 0."""
    name = read_half()
    follows = at + 1 < len(lemmas) and lemmas[at] == "с" and lemmas[at + 1] == name
    return 2 if follows else 0


@cache
def read_half() -> str:
    """Return the lemma of the word for a half."""
    return lemma(read_yaml(DATA / "numerals.yml")["half_word"])
