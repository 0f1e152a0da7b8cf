"""Hours as people say them."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from knowledge.clock import at_hour, said_hour
from knowledge.hours import nearest_within

NOW = datetime(2026, 11, 23, 15, 0)


@pytest.mark.parametrize(
    ("text", "hours", "words"),
    [
        ("в одиннадцать вечера", [23], "в одиннадцать вечера"),
        ("завтра в 23", [23], "в 23"),
        ("завтра в двадцать два часа", [22], "в двадцать два часа"),
        ("ночью", [0], "ночью"),
        ("в час ночи", [1], "в час ночи"),
        ("в 12 ночи", [0], "в 12 ночи"),
        ("вечером в одиннадцать", [23], "вечером в одиннадцать"),
        ("в десять", [10, 22], "в десять"),
        ("к девяти утра", [9], "к девяти утра"),
        ("через два часа", [17], "через два часа"),
        ("5 декабря в час дня", [13], "в час дня"),
    ],
)
def test_an_hour_is_read_with_the_words_that_tell_it(
    text: str, hours: list[int], words: str
) -> None:
    said = said_hour(text, NOW)
    assert said is not None
    assert [at.hour for at in said.times] == hours
    assert text[said.start : said.end] == words


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("полдевятого", ["08:30", "20:30"]),
        ("завтра в пол девятого утра", ["08:30"]),
        ("в половине девятого вечера", ["20:30"]),
        ("половина первого ночи", ["00:30"]),
        ("половина первого дня", ["12:30"]),
        ("четверть восьмого", ["07:15", "19:15"]),
        ("десять минут седьмого вечера", ["18:10"]),
        ("без пятнадцати девять", ["08:45", "20:45"]),
        ("без четверти девять утра", ["08:45"]),
        ("без двадцати пяти десять вечера", ["21:35"]),
        ("без пяти час дня", ["12:55"]),
        ("девять тридцать", ["09:30", "21:30"]),
        ("девятнадцать часов тридцать минут", ["19:30"]),
        ("двадцать один ноль ноль", ["21:00"]),
        ("9:30", ["09:30"]),
        ("в одиннадцать дня", ["11:00"]),
        ("до половины девятого утра", ["08:29"]),
    ],
)
def test_hours_are_read_with_their_minutes(text: str, hours: list[str]) -> None:
    said = said_hour(text, NOW)
    assert said is not None
    assert [at.strftime("%H:%M") for at in said.times] == hours


def test_from_nine_to_ten_is_not_ten_past_nine() -> None:
    said = said_hour("часов в девять десять", NOW)
    assert said is not None
    assert said.times == (time(9), time(21))


@pytest.mark.parametrize(
    "text", ["двадцать девятого декабря", "без проблем", "12.05", "половина пакета", "через минуту"]
)
def test_what_only_resembles_an_hour_is_none(text: str) -> None:
    assert said_hour(text, NOW) is None


@pytest.mark.parametrize(
    "text", ["утром", "завтра", "5 декабря", "как можно скорее", "позвоните 2 раза", ""]
)
def test_where_no_hour_is_told_none_is_read(text: str) -> None:
    assert said_hour(text, NOW) is None


def test_before_an_hour_is_not_yet_that_hour() -> None:
    said = said_hour("до девяти утра", NOW)
    assert said is not None
    assert said.times == (time(8, 59),)


@pytest.mark.parametrize(
    ("wanted", "nearest"),
    [(time(22), time(20)), (time(21), time(20)), (time(3), time(9)), (time(8, 59), time(9))],
)
def test_the_nearest_hour_is_the_first_or_the_last_whole_one(wanted: time, nearest: time) -> None:
    assert nearest_within("09:00-21:00", wanted) == nearest


def test_an_hour_is_promised_in_words() -> None:
    assert at_hour(time(9)) == "в девять утра"
    assert at_hour(time(20)) == "в восемь вечера"
