"""Marks as people say them, press them and type them."""

import pytest

from bot.marks.scale import mark_in, scale_of

CSAT = [
    ("5", 5), ("ну три", 3), ("четвёрка", 4), ("на пятёрочку", 5), ("твёрдая четвёрка", 4),
    ("5 из 5", 5), ("пять из пяти", 5), ("ставлю двойку", 2), ("единица", 1), ("кол", 1), ("отлично", 5),
    ("Ну, наверное, четыре балла", 4), ("5!", 5), ("нормально", 3), ("1", 1), ("поставлю вам пятёрку", 5),
]  # fmt: skip
NPS = [
    ("10", 10),
    ("десятка", 10),
    ("ноль", 0),
    ("8 из 10", 8),
    ("семёрочка", 7),
    ("девять из десяти", 9),
]
NO_MARK = [
    "5 гигабайт",
    "подари 5",
    "сколько на счёте",
    "4 или 5",
    "6",
    "0",
    "спасибо",
    "",
    "пять минут назад",
    "44",
]


@pytest.mark.parametrize(("said", "value"), CSAT)
def test_a_csat_is_read_from_words_and_figures(said: str, value: int) -> None:
    assert mark_in(said, scale_of("csat")) == value


@pytest.mark.parametrize(("said", "value"), NPS)
def test_an_nps_is_read_from_words_and_figures(said: str, value: int) -> None:
    assert mark_in(said, scale_of("nps")) == value


@pytest.mark.parametrize("said", NO_MARK)
def test_anything_else_is_no_mark(said: str) -> None:
    assert mark_in(said, scale_of("csat")) is None


def test_words_of_praise_are_no_mark_from_nought_to_ten() -> None:
    assert mark_in("отлично", scale_of("nps")) is None
