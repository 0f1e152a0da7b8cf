"""Nouns after a number: which form the number and the case ask for."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from knowledge.language import language
from knowledge.spoken.numerals import (
    CASES,
    Case,
    Gender,
    cardinal,
    decimal,
    is_few,
    is_one,
    with_half,
)


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun: its six cases in the singular and in the plural; ``half`` is «полчаса», «получаса»."""

    one: Sequence[str]
    many: Sequence[str]
    gender: Gender = "m"
    half: Sequence[str] = ()

    def after(self, number: int, case: Case = "n") -> str:
        """Return the form after a whole number: «минута», «минуты», «минут»."""
        straight = case in ("n", "a")
        if number and number % 1000 == 0:
            return self.many[CASES.index("g")]  # «к тысяче рублей»
        if is_one(number):
            return self.one[CASES.index(case)]
        if is_few(number) and straight:
            return self.one[CASES.index("g")]
        return self.many[CASES.index("g" if straight or number == 0 else case)]


@cache
def unit(name: str) -> Noun:
    """Return a unit of ``language.yml``.

    Raises:
        KeyError: there is no such unit.
    """
    spec = language()["units"][name]
    return Noun(spec["one"], spec["many"], spec.get("gender", "m"), spec.get("half", ()))


def counted(number: Decimal, noun: Noun, case: Case = "n") -> str:
    """Return a number with its noun: «двадцать одна минута», «из полутора часов»."""
    if number < 0:
        return f"{language()['minus']} {counted(-number, noun, case)}"
    if number == int(number):
        return f"{cardinal(int(number), case, noun.gender)} {noun.after(int(number), case)}"
    if number == Decimal("0.5") and noun.half:
        return noun.half[0 if case in ("n", "a") else 1]
    half = with_half(number, case, noun.gender)
    if half is None:
        return f"{decimal(number, case)} {noun.one[CASES.index('g')]}"
    whole = 2 if number < 2 else int(number)  # «полтора часа» as «два часа»
    return f"{half} {noun.after(whole, case)}"
