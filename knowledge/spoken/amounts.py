"""Amounts: quantities with their unit, and money."""

from decimal import Decimal

from knowledge.language import language
from knowledge.spoken.nouns import counted, unit
from knowledge.spoken.numerals import Case

_KOPECK = Decimal("0.01")


def quantity(number: Decimal, name: str, case: Case = "n") -> str:
    """Return a number with a unit of ``language.yml``: «из десяти гигабайт», «полгигабайта»."""
    return counted(number.normalize(), unit(name), case)


def money(amount: Decimal, case: Case = "n") -> str:
    """Return roubles with kopecks, rounded to kopecks: «пять рублей тридцать копеек»."""
    rounded = amount.quantize(_KOPECK)
    if rounded < 0:
        return f"{language()['minus']} {money(-rounded, case)}"
    roubles, kopecks = int(rounded), int(rounded % 1 * 100)
    parts = [quantity(Decimal(roubles), "money", case)] if roubles or not kopecks else []
    if kopecks:
        parts.append(quantity(Decimal(kopecks), "kopecks", case))
    return " ".join(parts)
