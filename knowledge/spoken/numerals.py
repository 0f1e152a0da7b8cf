"""Numbers in words, in gender and case.

The words are those of ``num2words``; composed here is what it lacks: «тысяча» without «одна»,
fractions in a case, «полтора», «с половиной».
"""

from decimal import Decimal
from typing import Literal

from num2words import num2words

from knowledge.language import language

Case = Literal["n", "g", "d", "a", "i", "p"]
Gender = Literal["m", "f", "n"]
CASES: tuple[Case, ...] = ("n", "g", "d", "a", "i", "p")

_MILLION = 1_000_000
_PLACES = {1: "tenth", 2: "hundredth", 3: "thousandth"}


def cardinal(number: int, case: Case = "n", gender: Gender = "m") -> str:
    """Return a whole number: «двадцать одна», «двадцати одной».

    The accusative is that of things, not of living beings.
    """
    if number < 0:
        return f"{language()['minus']} {cardinal(-number, case, gender)}"
    if number == 0:
        return str(language()["zero"][CASES.index(case)])
    millions, rest = divmod(number, _MILLION)
    parts = [_words(millions * _MILLION, case, "m")] if millions else []
    if rest:
        parts.append(_without_one(_words(rest, case, gender), case, rest))
    return " ".join(parts)


def ordinal(number: int, case: Case = "n", gender: Gender = "m") -> str:
    """Return which in a row: «двадцать первое», «двадцать первого»."""
    plain = "n" if case == "a" and gender == "m" else case
    return str(num2words(number, lang="ru", to="ordinal", case=plain, gender=gender))


def decimal(number: Decimal, case: Case = "n", gender: Gender = "m") -> str:
    """Return a number that may have a fraction of up to three places: «две целых пять десятых»."""
    if number < 0:
        return f"{language()['minus']} {decimal(-number, case, gender)}"
    number = round(number, 3).normalize()
    if number == int(number):
        return cardinal(int(number), case, gender)
    places = -int(number.as_tuple().exponent)
    whole, parts = int(number), int(number % 1 * 10**places)
    return f"{_share(whole, 'whole', case)} {_share(parts, _PLACES[places], case)}"


def with_half(number: Decimal, case: Case, gender: Gender) -> str | None:
    """Return «полтора», «два с половиной»; ``None`` if the number is not a whole one and a half."""
    if number % 1 != Decimal("0.5") or number < 1:
        return None
    words = language()["fraction"]
    if number < 2:
        forms = words["one_and_half"]
        return str(forms["f" if gender == "f" else "m"] if case in ("n", "a") else forms["other"])
    return f"{cardinal(int(number), case, gender)} {words['and_half']}"


def is_one(number: int) -> bool:
    """Tell whether a noun after the number stands in the singular: 1, 21, 101, not 11."""
    return abs(number) % 10 == 1 and abs(number) % 100 != 11


def is_few(number: int) -> bool:
    """Tell whether a noun after the number stands in the genitive singular: 2–4, 22–24, not 12–14."""
    return 2 <= abs(number) % 10 <= 4 and not 12 <= abs(number) % 100 <= 14


def _share(number: int, name: str, case: Case) -> str:
    """Return a part of a fraction: «две целых», «одна десятая»."""
    forms = language()["fraction"][name]["one" if is_one(number) else "many"]
    return f"{cardinal(number, case, 'f')} {forms[CASES.index(case)]}"


def _words(number: int, case: Case, gender: Gender) -> str:
    return str(num2words(number, lang="ru", case=case, gender=gender, animate=False))


def _without_one(words: str, case: Case, number: int) -> str:
    """Return «тысяча двести» for «одна тысяча двести»."""
    one = _words(1, case, "f") + " "
    return words.removeprefix(one) if 1000 <= number < 2000 else words
