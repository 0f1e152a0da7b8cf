"""Phone numbers, written and spoken."""

import pytest

from knowledge.wording import phone
from nlu.analysis import analyse
from nlu.phones import spoken, whole_number, written


def hear(text: str) -> list[str]:
    return [number for _, _, number in spoken([token.lemma_ for token in analyse(text)])]


@pytest.mark.parametrize(
    "text",
    [
        "79123456789",
        "89123456789",
        "+79123456789",
        "9123456789",
        "8 912 345 67 89",
        "8 (912) 345-67-89",
        "8(912)3456789",
        "+7 912 345-67-89",
        "8-912-345-67-89",
        "8.912.345.67.89",
        "8\u00a0912\u00a0345\u201167\u201189",
        "912 345 67 89",
    ],
)
def test_a_written_phone_is_found_in_any_spelling(text: str) -> None:
    whole = f"мой номер {text}, запишите"
    assert [(whole[start:end], number) for start, end, number in written(whole)] == [
        (text, "79123456789")
    ]


def test_amount_after_a_number_is_not_part_of_it() -> None:
    text = "переведи 89123456789 500 рублей"
    assert [(text[a:b], number) for a, b, number in written(text)] == [
        ("89123456789", "79123456789")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "4276380012345678",
        "12345",
        "1 250 рублей",
        "61123456789",
        "код79123456789",
        "791234567890",
    ],
)
def test_not_a_number_of_a_phone(text: str) -> None:
    assert list(written(text)) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("плюс семь девятьсот ноль ноль ноль ноль ноль ноль три", "79000000003"),
        (
            "восемь девятьсот двенадцать триста сорок пять шестьдесят семь восемьдесят девять",
            "79123456789",
        ),
        (
            "девятьсот двенадцать триста сорок пять шестьдесят семь восемьдесят девять",
            "79123456789",
        ),
        ("девять один два три четыре пять шесть семь восемь девять", "79123456789"),
        ("девять один два три четыре пять шесть семь восемь девять ноль", None),
        ("восемь девять один два три четыре пять шесть семь восемь девять", "79123456789"),
        ("девятьсот двенадцать 345 67 89", "79123456789"),
        ("восемь девятьсот три сто пять двадцать тридцать", "79031052030"),
        ("пятьсот рублей", None),
        ("двадцать пять", None),
    ],
)
def test_a_spoken_phone_is_found_when_whole(text: str, number: str | None) -> None:
    assert hear(text) == ([number] if number else [])


@pytest.mark.parametrize("number", ["79000000003", "79123456789", "79990010203", "79031052030"])
def test_number_is_heard_as_mia_says_it(number: str) -> None:
    assert hear(phone(number, "ear")) == [number]


@pytest.mark.parametrize(
    ("digits", "number"),
    [
        ("89123456789", "79123456789"),
        ("79123456789", "79123456789"),
        ("9123456789", "79123456789"),
        ("8123456789", None),
        ("99123456789", None),
        ("", None),
    ],
)
def test_a_number_is_brought_to_eleven_digits(digits: str, number: str | None) -> None:
    assert whole_number(digits) == number
