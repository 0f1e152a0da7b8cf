"""Days and spans, told from a given today."""

from datetime import date

import pytest

from nlu.analysis import analyse
from nlu.dates import find_dates, numeric_dates

TODAY = date(2026, 3, 1)  # a Sunday, the day after a short month


def find(text: str, today: date = TODAY) -> list[str]:
    return [found.value for found in find_dates([t.lemma_ for t in analyse(text)], today)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("сегодня", "2026-03-01"),
        ("завтра", "2026-03-02"),
        ("послезавтра", "2026-03-03"),
        ("вчера", "2026-02-28"),
        ("позавчера", "2026-02-27"),
        ("5 мая", "2026-05-05"),
        ("пятого мая", "2026-05-05"),
        ("двадцать пятого декабря", "2026-12-25"),
        ("тридцать первого января", "2026-01-31"),
        ("двадцатого июня", "2026-06-20"),
        ("25 декабря", "2026-12-25"),
        ("за неделю", "2026-02-22/2026-03-01"),
        ("за последнюю неделю", "2026-02-22/2026-03-01"),
        ("за прошлый месяц", "2026-01-30/2026-03-01"),
        ("за две недели", "2026-02-15/2026-03-01"),
        ("за 3 месяца", "2025-12-01/2026-03-01"),
        ("за полгода", "2025-08-31/2026-03-01"),
        ("за год", "2025-03-01/2026-03-01"),
        ("за последние десять дней", "2026-02-19/2026-03-01"),
    ],
)
def test_day_or_span(text: str, value: str) -> None:
    assert find(text) == [value]


@pytest.mark.parametrize("text", ["31 февраля", "мая", "за рубль", "5", "за"])
def test_what_is_no_day_is_not_taken_for_one(text: str) -> None:
    assert find(text) == []


def test_leap_day_exists_only_in_its_years() -> None:
    assert find("29 февраля") == []
    assert find("29 февраля", date(2028, 1, 1)) == ["2028-02-29"]


def test_span_of_ages_is_cut() -> None:
    assert find("за девятьсот лет") == ["2016-02-22/2026-03-01"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("12.05", ["2026-05-12"]),
        ("12.05.2025", ["2025-05-12"]),
        ("12/05/25", ["2025-05-12"]),
        ("с 01.02 по 15.02", ["2026-02-01", "2026-02-15"]),
        ("31.02", []),
        ("2.5", []),
        ("112.05", []),
        ("12.055", []),
    ],
)
def test_day_in_digits(text: str, values: list[str]) -> None:
    assert [value for _, _, value in numeric_dates(text, TODAY)] == values
