"""Numbers, money and dates as they are read and as they are said, in the nominative.

The words come from ``language.yml``; numerals from ``num2words``.
"""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from num2words import num2words

from knowledge.files import KNOWLEDGE, read_yaml

Mode = Literal["eye", "ear"]
Number = int | float | str | Decimal

NARROW = "\u00a0"


@cache
def language() -> dict[str, Any]:
    """Return the words of ``language.yml``."""
    return dict(read_yaml(KNOWLEDGE / "language.yml"))


def agree(number: int, one: str, two: str, five: str) -> str:
    """Choose the form of a noun that a whole number asks for (1 день, 2 дня, 5 дней)."""
    tens, ones = abs(number) % 100, abs(number) % 10
    if 11 <= tens <= 14 or ones == 0 or ones >= 5:
        return five
    return one if ones == 1 else two


def number(value: Number, mode: Mode, gender: str = "m") -> str:
    """Write or say a number: ``1 250``, ``12,4`` / ``двенадцать целых четыре десятых``."""
    amount = Decimal(str(value)).normalize()
    if mode == "eye":
        return _digits(amount)
    words = _said(abs(amount), gender)
    return f"{language()['minus']} {words}" if amount < 0 else words


def quantity(value: Number, unit: str, mode: Mode) -> str:
    """Write or say a number with its unit: ``5 ГБ`` / ``пять гигабайт``."""
    amount = Decimal(str(value))
    spec = language()["units"][unit]
    noun = _noun(amount, spec["forms"])
    if mode == "eye":
        return f"{number(amount, mode)}{NARROW}{spec.get('eye', noun)}"
    return f"{number(amount, mode, spec.get('gender', 'm'))} {noun}"


def money(value: Number, mode: Mode) -> str:
    """Write or say roubles: ``342,50 ₽`` / ``триста сорок два рубля пятьдесят копеек``."""
    amount = Decimal(str(value)).quantize(Decimal("0.01"))
    if mode == "eye":
        shown = _digits(amount) if amount % 1 else _digits(amount.to_integral_value())
        return f"{shown}{NARROW}{language()['units']['money']['eye']}"
    sign = f"{language()['minus']} " if amount < 0 else ""
    roubles, kopecks = divmod(abs(amount), 1)
    parts = [quantity(int(roubles), "money", "ear")] if roubles or not kopecks else []
    if kopecks:
        parts.append(quantity(int(kopecks * 100), "kopecks", "ear"))
    return sign + " ".join(parts)


def day(value: date | str, mode: Mode) -> str:
    """Write or say a day in the genitive: ``1 декабря`` / ``первого декабря``."""
    when = date.fromisoformat(value) if isinstance(value, str) else value
    month = language()["months"][when.month - 1]
    if mode == "eye":
        return f"{when.day}{NARROW}{month}"
    said = num2words(when.day, lang="ru", to="ordinal", case="g", gender="n")
    return f"{said} {month}"


def phone(value: str, mode: Mode) -> str:
    """Write or say a number of eleven digits: ``+7 900 000-00-03`` / its digits in groups."""
    digits = "".join(ch for ch in value if ch.isdigit())
    if len(digits) != 11:
        return value if mode == "eye" else ", ".join(number(ch, "ear") for ch in digits)
    groups = [digits[0], digits[1:4], digits[4:7], digits[7:9], digits[9:]]
    if mode == "eye":
        return f"+{groups[0]}{NARROW}{groups[1]}{NARROW}{groups[2]}-{groups[3]}-{groups[4]}"
    return ", ".join(_said_group(group) for group in groups)


def _said_group(group: str) -> str:
    zeros = len(group) - len(group.lstrip("0"))
    words = [number(0, "ear")] * min(zeros, len(group))
    if group.lstrip("0"):
        words.append(number(int(group), "ear"))
    return " ".join(words)


def _digits(amount: Decimal) -> str:
    text = f"{amount:,f}".replace(",", NARROW).replace(".", ",")
    return text.replace("-", "\u2212")


def _noun(amount: Decimal, forms: list[str]) -> str:
    return agree(int(amount), *forms) if amount == int(amount) else forms[1]


def _said(amount: Decimal, gender: str) -> str:
    whole = int(amount)
    fraction = amount - whole
    if not fraction:
        return str(num2words(whole, lang="ru", gender=gender))
    places = 1 if fraction * 10 == int(fraction * 10) else 2
    parts = int(fraction * 10**places)
    names = language()["fraction"]
    share = names["tenth" if places == 1 else "hundredth"]
    return " ".join(
        [
            str(num2words(whole, lang="ru", gender="f")),
            agree(whole, names["whole"][0], names["whole"][1], names["whole"][1]),
            str(num2words(parts, lang="ru", gender="f")),
            agree(parts, share[0], share[1], share[1]),
        ]
    )
