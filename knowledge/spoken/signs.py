"""Strings of signs: phone numbers in groups, codes letter by letter, short commands."""

from knowledge.language import language
from knowledge.spoken.numerals import cardinal

_PHONE = (1, 3, 3, 2, 2)  # digits in the groups of a Russian number
_WORD_LENGTH = 4  # a shorter code of letters is spelled
_VOWELS = frozenset("аеёиоуыэюя")


def phone(number: str) -> str:
    """Return a number in groups: «плюс семь, девятьсот, ноль ноль ноль, ноль ноль, ноль три».

    Numbers of three digits are said as one («шестьсот одиннадцать»), others in groups of two or three.
    """
    digits = "".join(sign for sign in number if sign.isdigit())
    if len(digits) != sum(_PHONE):
        return ", ".join(map(group, _groups(digits)))
    first, *others = _cut(digits, _PHONE)
    plus = f"{language()['plus']} " if first == "7" else ""
    return plus + ", ".join([group(first), *map(group, others)])


def group(digits: str) -> str:
    """Return digits as one number after its zeros: «ноль ноль семь», «сорок пять»."""
    rest = digits.lstrip("0")
    words = [cardinal(0)] * (len(digits) - len(rest))
    return " ".join([*words, cardinal(int(rest))] if rest else words)


def letters(code: str) -> str:
    """Return a code sign by sign, digits in groups: «эль, е, тэ, о, двадцать пять»."""
    latin = [sign for sign in code if _is_latin(sign)]
    mixed = any(sign.isalpha() and not _is_latin(sign) for sign in code)
    parts: list[str] = []
    for run in _runs(code.lower()):
        if run.isdigit():
            parts += map(group, _groups(run))
        else:
            parts += [_letter(sign, mixed) for sign in run]
    spelled = ", ".join(part for part in parts if part)
    return f"{language()['latin']['all']} {spelled}" if latin and not mixed else spelled


def code(value: str) -> str:
    """Return a code as a word if it is one («спасибо»), else sign by sign."""
    word = value.lower()
    known = language()["letters"]
    is_word = (
        len(word) >= _WORD_LENGTH
        and all("а" <= sign <= "я" or sign == "ё" for sign in word)
        and any(sign in _VOWELS for sign in word)
        and any(sign in known and sign not in _VOWELS for sign in word)
    )
    return word if is_word else letters(value)


def email(address: str) -> str:
    """Return an address of e-mail: «латинскими буквами: эй, эн, эн, эй, собака, мэйл точка ру»."""
    words = language()["email"]
    name, _, domain = address.lower().partition("@")
    known = words["parts"]
    parts = [known.get(part) or letters(part) for part in domain.split(".")]
    return f"{letters(name)}, {words['at']}, " + f" {words['dot']} ".join(parts)


def command(ussd: str) -> str:
    """Return a short command: «звёздочка сто пять решётка»."""
    signs = language()["signs"]
    named = {"*": signs["star"], "#": signs["hash"]}
    return " ".join(
        " ".join(map(group, _groups(run)))
        if run.isdigit()
        else " ".join(named.get(sign, sign) for sign in run)
        for run in _runs(ussd)
    )


def _letter(sign: str, mixed: bool) -> str:
    """Return the name of a letter; among Russian ones a Latin one is called so."""
    name: str = language()["letters"].get(sign, "")
    return f"{language()['latin']['one']} {name}" if mixed and _is_latin(sign) else name


def _is_latin(sign: str) -> bool:
    return "a" <= sign.lower() <= "z"


def _groups(digits: str) -> list[str]:
    """Return digits in groups of three, the last of two where they do not come out even."""
    if len(digits) <= 3:
        return [digits]
    last = {0: (3,), 1: (2, 2), 2: (3, 2)}[len(digits) % 3]
    return _cut(digits, (3,) * ((len(digits) - sum(last)) // 3) + last)


def _runs(text: str) -> list[str]:
    """Return runs of digits and of other signs."""
    runs: list[str] = []
    for sign in text:
        if runs and runs[-1][-1].isdigit() == sign.isdigit():
            runs[-1] += sign
        else:
            runs.append(sign)
    return runs


def _cut(digits: str, sizes: tuple[int, ...]) -> list[str]:
    parts, at = [], 0
    for size in sizes:
        parts.append(digits[at : at + size])
        at += size
    return parts
