"""Numbers, units, money, dates and phone numbers, for eye and ear."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.wording import NARROW, Number, agree, day, money, number, phone, quantity


@pytest.mark.parametrize(
    ("count", "word"),
    [
        (0, "дней"),
        (1, "день"),
        (2, "дня"),
        (4, "дня"),
        (5, "дней"),
        (10, "дней"),
        (11, "дней"),
        (12, "дней"),
        (14, "дней"),
        (15, "дней"),
        (21, "день"),
        (22, "дня"),
        (25, "дней"),
        (101, "день"),
        (111, "дней"),
        (112, "дней"),
        (-1, "день"),
        (-3, "дня"),
    ],
)
def test_noun_agrees_with_number(count: int, word: str) -> None:
    assert agree(count, "день", "дня", "дней") == word


@pytest.mark.parametrize(
    ("value", "eye", "ear"),
    [
        (0, "0", "ноль"),
        (21, "21", "двадцать один"),
        (1250, f"1{NARROW}250", "тысяча двести пятьдесят"),
        (1_000_000, f"1{NARROW}000{NARROW}000", "один миллион"),
        ("12.4", "12,4", "двенадцать целых четыре десятых"),
        ("2.05", "2,05", "две целых пять сотых"),
        ("21.1", "21,1", "двадцать одна целая одна десятая"),
        ("0.5", "0,5", "ноль целых пять десятых"),
        ("12.50", "12,5", "двенадцать целых пять десятых"),
        (-3, "\u22123", "минус три"),
    ],
)
def test_a_number_is_written_and_said(value: Number, eye: str, ear: str) -> None:
    assert number(value, "eye") == eye
    assert number(value, "ear") == ear


@pytest.mark.parametrize(
    ("value", "eye", "ear"),
    [
        (0, "0", "ноль рублей"),
        (1, "1", "один рубль"),
        (2, "2", "два рубля"),
        (11, "11", "одиннадцать рублей"),
        (600, "600", "шестьсот рублей"),
        ("342.50", "342,50", "триста сорок два рубля пятьдесят копеек"),
        ("4.5", "4,50", "четыре рубля пятьдесят копеек"),
        ("0.01", "0,01", "одна копейка"),
        ("0.02", "0,02", "две копейки"),
        ("1.00", "1", "один рубль"),
        (Decimal("-120.5"), "\u2212120,50", "минус сто двадцать рублей пятьдесят копеек"),
    ],
)
def test_money_is_written_and_said(value: Number, eye: str, ear: str) -> None:
    assert money(value, "eye") == f"{eye}{NARROW}₽"
    assert money(value, "ear") == ear


def test_money_is_rounded_to_kopecks() -> None:
    assert money("999.999", "ear") == "тысяча рублей"


@pytest.mark.parametrize(
    ("value", "unit", "eye", "ear"),
    [
        (1, "gb", "1 ГБ", "один гигабайт"),
        (5, "gb", "5 ГБ", "пять гигабайт"),
        ("1.5", "gb", "1,5 ГБ", "полтора гигабайта"),
        (2, "mb", "2 МБ", "два мегабайта"),
        (1, "minutes", "1 минута", "одна минута"),
        (2, "minutes", "2 минуты", "две минуты"),
        (21, "minutes", "21 минута", "двадцать одна минута"),
        (50, "sms", "50 SMS", "пятьдесят эсэмэс"),
        (1, "sms", "1 SMS", "одна эсэмэс"),
        (3, "days", "3 дня", "три дня"),
        (180, "days", "180 дней", "сто восемьдесят дней"),
        (12, "months", "12 месяцев", "двенадцать месяцев"),
        (24, "hours", "24 часа", "двадцать четыре часа"),
        (5, "years", "5 лет", "пять лет"),
        (10, "percent", "10 %", "десять процентов"),
        (1, "percent", "1 %", "один процент"),
    ],
)
def test_a_quantity_is_written_and_said(value: Number, unit: str, eye: str, ear: str) -> None:
    assert quantity(value, unit, "eye") == eye.replace(" ", NARROW)
    assert quantity(value, unit, "ear") == ear


@pytest.mark.parametrize(
    ("value", "eye", "ear"),
    [
        ("2026-12-01", "1 декабря", "первого декабря"),
        (date(2026, 5, 3), "3 мая", "третьего мая"),
        ("2026-01-31", "31 января", "тридцать первого января"),
        ("2026-11-23", "23 ноября", "двадцать третьего ноября"),
    ],
)
def test_a_day_is_written_and_said(value: date | str, eye: str, ear: str) -> None:
    assert day(value, "eye") == eye.replace(" ", NARROW)
    assert day(value, "ear") == ear


def test_day_that_is_none() -> None:
    with pytest.raises(ValueError, match="isoformat"):
        day("завтра", "eye")


@pytest.mark.parametrize(
    ("value", "eye", "ear"),
    [
        (
            "79000000003",
            "+7 900 000-00-03",
            "плюс семь, девятьсот, ноль ноль ноль, ноль ноль, ноль три",
        ),
        (
            "+7 (912) 345-67-89",
            "+7 912 345-67-89",
            "плюс семь, девятьсот двенадцать, триста сорок пять, шестьдесят семь, восемьдесят девять",
        ),
        ("611", "611", "шестьсот одиннадцать"),
    ],
)
def test_a_phone_is_written_and_said(value: str, eye: str, ear: str) -> None:
    assert phone(value, "eye") == eye.replace(" ", NARROW)
    assert phone(value, "ear") == ear


@settings(deadline=None, derandomize=True)
@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_what_is_said_has_no_digits(value: Decimal) -> None:
    for said in (money(value, "ear"), number(value, "ear"), quantity(value, "gb", "ear")):
        assert said
        assert not any(ch.isdigit() for ch in said)
