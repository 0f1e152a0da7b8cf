"""Numbers, money and dates for eye and ear: figures as they are read, words as they are said.

What is said comes from ``knowledge/spoken/``. ``case`` is that of the words, for the eye of the noun.
"""

from datetime import date, time
from decimal import Decimal
from typing import Literal

from knowledge.language import language
from knowledge.spoken import amounts, calendar, signs
from knowledge.spoken.nouns import Noun, unit
from knowledge.spoken.numerals import Case, Gender, decimal, is_few, is_one

Mode = Literal["eye", "ear"]
Number = int | float | str | Decimal

NARROW = "\u00a0"


def agree(number: int, one: str, two: str, five: str) -> str:
    """Choose the form of a noun that a whole number asks for (1 день, 2 дня, 5 дней)."""
    if is_one(number):
        return one
    return two if is_few(number) else five


def number(value: Number, mode: Mode, gender: Gender = "m", case: Case = "n") -> str:
    """Write or say a number: ``1 250``, ``12,4`` / ``двенадцать целых четыре десятых``."""
    amount = Decimal(str(value)).normalize()
    return _digits(amount) if mode == "eye" else decimal(amount, case, gender)


def quantity(value: Number, name: str, mode: Mode, case: Case = "n") -> str:
    """Write or say a number with its unit: ``5 ГБ`` / ``пять гигабайт``, ``из пяти гигабайт``."""
    amount = Decimal(str(value)).normalize()
    if mode == "ear":
        return amounts.quantity(amount, name, case)
    shown = language()["units"][name].get("eye") or _noun(amount, unit(name), case)
    return f"{_digits(amount)}{NARROW}{shown}"


def money(value: Number, mode: Mode, case: Case = "n") -> str:
    """Write or say roubles: ``342,50 ₽`` / ``триста сорок два рубля пятьдесят копеек``."""
    amount = Decimal(str(value))
    if mode == "ear":
        return amounts.money(amount, case)
    rounded = amount.quantize(Decimal("0.01"))
    shown = _digits(rounded) if rounded % 1 else _digits(rounded.to_integral_value())
    return f"{shown}{NARROW}{language()['units']['money']['eye']}"


def day(value: date | str, mode: Mode, case: Case = "g") -> str:
    """Write or say a day: ``1 декабря`` / ``первого декабря``."""
    when = _date(value)
    if mode == "eye":
        return f"{when.day}{NARROW}{language()['months'][when.month - 1]}"
    return calendar.day(when, case)


def near_day(value: date | str, today: date | str, way: calendar.Way, mode: Mode) -> str:
    """Write a day, or say it with how near it is: ``1 декабря`` / ``завтра, первого декабря``."""
    if mode == "eye":
        return day(value, mode)
    return calendar.near_day(_date(value), _date(today), way)


def hours(value: str, mode: Mode) -> str:
    """Write or say hours of work: ``с 8:00 до 22:00`` / ``с восьми утра до десяти вечера``."""
    begin, end = (calendar.read_clock(part) for part in value.split("-"))
    if mode == "ear" or begin == end:
        return calendar.span(begin, end)
    return str(language()["time"]["span"]).format(_time(begin), _time(end))


def phone(value: str, mode: Mode) -> str:
    """Write or say a number of eleven digits: ``+7 900 000-00-03`` / its digits in groups."""
    if mode == "ear":
        return signs.phone(value)
    digits = "".join(ch for ch in value if ch.isdigit())
    if len(digits) != 11:
        return value
    groups = [digits[0], digits[1:4], digits[4:7], digits[7:9], digits[9:]]
    return f"+{groups[0]}{NARROW}{groups[1]}{NARROW}{groups[2]}-{groups[3]}-{groups[4]}"


def code(value: str, mode: Mode) -> str:
    """Write a code, or say it: as a word if it is one, else letter by letter."""
    return value if mode == "eye" else signs.code(value)


def email(value: str, mode: Mode) -> str:
    """Write an address of e-mail, or say it: the name letter by letter, the domain in words."""
    return value if mode == "eye" else signs.email(value)


def _digits(amount: Decimal) -> str:
    text = f"{amount:,f}".replace(",", NARROW).replace(".", ",")
    return text.replace("-", "\u2212")


def _noun(amount: Decimal, noun: Noun, case: Case) -> str:
    return noun.after(int(amount), case) if amount == int(amount) else noun.one[1]


def _date(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _time(at: time) -> str:
    return f"{at.hour}:{at.minute:02}"
