"""Made-up values as people say them: numbers, sums, telephone numbers, codes, days."""

import random
from collections.abc import Iterator
from functools import cache

from num2words import num2words

from knowledge.language import language
from knowledge.wording import number
from voice_gateway.sandbox_model.settings import texts

_CASES = ("n", "g", "d", "a", "i", "p")
_GENDERS = ("m", "f", "n")
_ROUND = (50, 100, 150, 200, 250, 300, 350, 400, 500, 600, 700, 750, 850, 1000, 1500, 2000, 5000)


def phrases(count: int, rng: random.Random) -> Iterator[list[str]]:
    """Yield phrases with made-up values, as the words that are said."""
    templates: list[str] = texts()["numbers"]
    makers = {
        "n": _amount,
        "phone": _phone,
        "operator": _operator,
        "digits": _digits,
        "code": _code,
        "date": _date,
        "year": _year,
    }
    for _ in range(count):
        values = {name: make(rng) for name, make in makers.items()}
        yield rng.choice(templates).format(**values).split()


def answers() -> list[list[str]]:
    """Return the short answers that questions expect."""
    return [line.split() for line in str(texts()["answers"]).splitlines()]


@cache
def forms() -> frozenset[str]:
    """Return every word that numbers and days are made of, in all cases and genders."""
    basic = [*range(21), *range(30, 100, 10), *range(100, 1000, 100), 1000, 2000, 5000, 10**6]
    found = {word for value in basic for case in _CASES for word in _cardinal(value, case)}
    for value in [*range(41), *range(50, 100, 10), *range(100, 1000, 100), 1000, 2000]:
        for case in _CASES:
            for gender in _GENDERS:
                found.update(_ordinal(value, case, gender))
    return frozenset(found)


def _cardinal(value: int, case: str) -> Iterator[str]:
    for gender in _GENDERS:
        said = num2words(value, lang="ru", case=case, gender=gender)
        yield from str(said).split()


def _ordinal(value: int, case: str, gender: str) -> list[str]:
    return str(num2words(value, lang="ru", to="ordinal", case=case, gender=gender)).split()


def _amount(rng: random.Random) -> str:
    value = rng.choice([rng.randint(0, 100), rng.choice(_ROUND), rng.randint(100, 9999)])
    return number(value, "ear")


def _digits(rng: random.Random) -> str:
    return " ".join(number(rng.randint(0, 9), "ear") for _ in range(rng.randint(3, 7)))


def _code(rng: random.Random) -> str:
    parts = [_pair, _pair, _pair] if rng.random() < 0.5 else [_digits]
    return " ".join(part(rng) for part in parts)


def _pair(rng: random.Random) -> str:
    value = rng.randint(0, 99)
    said = number(value, "ear")
    return f"{number(0, 'ear')} {said}" if value < 10 else said


def _operator(rng: random.Random) -> str:
    return number(rng.randint(900, 999), "ear")


def _phone(rng: random.Random) -> str:
    first = number(rng.choice([7, 8]), "ear")
    middle = number(rng.randint(100, 999), "ear")
    return " ".join([first, _operator(rng), middle, _pair(rng), _pair(rng)])


def _date(rng: random.Random) -> str:
    gender_case = rng.choice([("g", "n"), ("n", "n")])
    day = " ".join(_ordinal(rng.randint(1, 31), *gender_case))
    return f"{day} {rng.choice(language()['months'])}"


def _year(rng: random.Random) -> str:
    value = rng.randint(1940, 2030)
    return " ".join(_ordinal(value, rng.choice(["n", "g"]), "m"))
