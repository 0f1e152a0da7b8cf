"""Numbers in words and digits."""

from decimal import Decimal

import pytest
from num2words import num2words

from nlu.analysis import analyse
from nlu.numerals import find_numerals


def read(text: str) -> list[tuple[Decimal, bool]]:
    lemmas = [token.lemma_ for token in analyse(text)]
    return [(numeral.value, numeral.money) for numeral in find_numerals(lemmas)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ноль", "0"),
        ("пять", "5"),
        ("пятнадцать", "15"),
        ("двадцать один", "21"),
        ("двадцати одного", "21"),
        ("сто", "100"),
        ("двести пятьдесят", "250"),
        ("девятьсот девяносто девять", "999"),
        ("тысяча", "1000"),
        ("тысяча двести", "1200"),
        ("две тысячи", "2000"),
        ("двадцать пять тысяч триста", "25300"),
        ("сто двадцать три тысячи четыреста пятьдесят шесть", "123456"),
        ("миллион", "1000000"),
        ("полтора", "1.5"),
        ("полторы тысячи", "1500"),
        ("два с половиной", "2.5"),
        ("две с половиной тысячи", "2500"),
        ("пара тысяч пятьсот", "1500"),
        ("1250", "1250"),
        ("1 250", "1250"),
        ("1 000 000", "1000000"),
        ("2,5", "2.5"),
        ("2.5", "2.5"),
        ("5 тысяч", "5000"),
        ("2 с половиной тысячи", "2500"),
    ],
)
def test_a_number_in_words_is_read(text: str, value: str) -> None:
    assert read(text) == [(Decimal(value), False)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("косарь", 1000),
        ("сотка", 100),
        ("соткой", 100),
        ("пятихатку", 500),
        ("полтинник", 50),
        ("штука", 1000),
        ("две штуки", 2000),
        ("три сотни", 300),
        ("5 соток", 500),
    ],
)
def test_sums_by_their_nickname_are_money(text: str, value: int) -> None:
    assert read(text) == [(Decimal(value), True)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("пятнадцать два", [15, 2]),
        ("сто сто", [100, 100]),
        ("двадцать двадцать", [20, 20]),
        ("пять шесть", [5, 6]),
        ("ноль три", [0, 3]),
        ("тысяча тысяча", [1000, 1000]),
        ("с пяти до семи", [5, 7]),
        ("дай 5 и 10", [5, 10]),
    ],
)
def test_numbers_one_after_another_stay_apart(text: str, values: list[int]) -> None:
    assert [value for value, _ in read(text)] == [Decimal(value) for value in values]


@pytest.mark.parametrize("text", ["", "баланс", "с половиной", "лет25о", "1.2.3", "²", "половина"])
def test_what_is_no_number_is_not_read_as_one(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("value", [*range(0, 130), *range(130, 1_000_000, 7919)])
def test_every_number_is_read_as_it_is_said(value: int) -> None:
    assert [found for found, _ in read(num2words(value, lang="ru"))] == [Decimal(value)]
