"""Masking: what must not be kept is taken out of a text before anybody keeps it.

Pure. Card numbers are told from other long numbers by the Luhn checksum (ISO/IEC 7812-1, annex B)
or by their sixteen digits; passports by the form of series and number (two, two and six digits);
codes, PINs and passwords by the word before them, in digits or in words.
"""

import re
from functools import cache
from pathlib import Path

from knowledge.files import read_yaml
from knowledge.lemmas import fold
from knowledge.patterns import any_of

_LONG_NUMBER = re.compile(r"(?<!\d)\d(?:[ \u00a0-]?\d){12,19}(?!\d)")
_CARD_DIGITS = 16  # a number so long is a card's, also with a slip in it
_PHONE_DIGITS = 11
_PASSPORT = re.compile(r"(?<!\d)\d{2}[ \u00a0]?\d{2}[ \u00a0№N-]{1,3}\d{6}(?!\d)")
_TEN_DIGITS = re.compile(r"(?<!\d)\d{10}(?!\d)")
_PHONE = re.compile(
    r"(?<!\d)(\+?7|8)[ \u00a0(-]{0,2}(\d{3})[ \u00a0)-]{0,2}\d{3}[ \u00a0-]?\d{2}[ \u00a0-]?(\d{2})(?!\d)"
)
_EMAIL = re.compile(r"\b([\w.+-])[\w.+-]*@([\w-]+(?:\.[\w-]+)+)")
_SHORT_NUMBER = re.compile(r"(?<!\d)\d(?:[ \u00a0-]?\d){2,9}(?!\d)")
_NEAR = 40  # characters before a number in which a word says what it is


def luhn(digits: str) -> bool:
    """Tell whether a string of digits has a right Luhn checksum."""
    doubled = [int(d) * (1 + at % 2) for at, d in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def hide_secrets(text: str) -> str:
    """Return a text without card numbers, passports, codes, PINs and passwords.

    Of a card its last four digits stay. Numbers of subscribers and addresses stay too: what is done
    for a person needs them.
    """
    text = _LONG_NUMBER.sub(_card, text)
    text = _PASSPORT.sub(_dots(), text)
    text = _TEN_DIGITS.sub(_named_passport, text)
    return _codes().sub(_code, text)


def hide_asked(text: str, question: str) -> str:
    """Return an answer without secrets; where a code was asked for, all of its digits are one."""
    asked = fold(question)
    is_secret = any(word in asked for word in _list("code_words") + _list("passport_words"))
    if is_secret and not any(word in asked for word in _list("promo_words")):
        text = _SHORT_NUMBER.sub(_dots(), text)
    return hide_secrets(text)


def mask(text: str) -> str:
    """Return a text as it may be shown and stored: without secrets, phones and e-mails in part."""
    text = _PHONE.sub(r"+7 \2 •••-••-\3", hide_secrets(text))
    return _EMAIL.sub(r"\1•••@\2", text)


def mask_msisdn(msisdn: str) -> str:
    """Return a subscriber's number with its middle hidden: ``+7 900 •••-••-01``."""
    return _PHONE.sub(r"+7 \2 •••-••-\3", msisdn)


def _card(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match.group())
    if any(len(part) == _PHONE_DIGITS and part[0] in "78" for part in match.group().split()):
        return match.group()  # a phone number beside an amount
    if not luhn(digits) and len(digits) != _CARD_DIGITS:
        return match.group()
    return f"{_dots()} {digits[-4:]}"


def _named_passport(match: re.Match[str]) -> str:
    """Hide ten digits that are named a passport; unnamed, they may be a phone number."""
    before = fold(match.string[max(0, match.start() - _NEAR) : match.start()])
    return _dots() if any(word in before for word in _list("passport_words")) else match.group()


def _code(match: re.Match[str]) -> str:
    before = fold(match.string[max(0, match.start() - _NEAR) : match.start("secret")])
    if any(word in before for word in _list("promo_words")):
        return match.group()
    return f"{match.group('name')}{_dots()}"


@cache
def _codes() -> re.Pattern[str]:
    """Match a word such as «код», some words after it, and digits or numerals."""
    names = any_of(_list("code_words"))
    numeral = f"{any_of(_list('numerals'))}\\w*"
    secret = rf"\d(?:[ \u00a0-]?\d){{2,7}}(?!\d)|{numeral}(?:[ \u00a0]+{numeral})+"
    return re.compile(
        rf"(?P<name>\b{names}[\w-]*(?:[^\w\d]+(?!(?:{numeral})\b)[^\W\d]+){{0,4}}?[^\w\d]+)"
        rf"(?P<secret>\b(?:{secret}))",
        re.IGNORECASE,
    )


@cache
def _list(name: str) -> tuple[str, ...]:
    return tuple(read_yaml(Path(__file__).with_name("masking.yml"))[name])


@cache
def _dots() -> str:
    return str(read_yaml(Path(__file__).with_name("masking.yml"))["dots"])
