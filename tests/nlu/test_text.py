"""The normaliser: layout slips, chat spellings, repeated letters; lengths stay."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.analysis import analyse
from nlu.text import fold_text, word_form


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("rfrjq ,fkfyc", "какой баланс"),
        ("ghbdtn", "привет"),
        ("Ghbdtn", "привет"),
        ("rfr ltkf", "как дела"),
        ("crjkmrj ltytu", "сколько денег"),
        ("gjgjkyb cxtn", "пополни счет"),
        ("ghbdtn?", "привет?"),
        ("yt hf,jnftn bynthytn", "не работает интернет"),
        ("ЁЛКА", "елка"),
        ("Ещё", "еще"),
    ],
)
def test_layout_slips_and_case(written: str, meant: str) -> None:
    assert fold_text(written) == meant


@pytest.mark.parametrize(
    "text", ["sms", "wifi", "iphone", "volte", "esim", "leto25", "ok", "hello", "mail@mail.ru"]
)
def test_what_is_meant_in_latin_stays(text: str) -> None:
    assert fold_text(text) == text


def test_control_characters_become_spaces() -> None:
    assert fold_text("ба\u200bланс\x00\n") == "ба ланс  "


@settings(deadline=None, derandomize=True)
@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold_text(text)) == len(text)


@settings(deadline=None, derandomize=True)
@given(st.text())
def test_folding_twice_changes_no_case_and_no_length(text: str) -> None:
    once = fold_text(text)
    assert len(fold_text(once)) == len(once)
    assert "ё" not in once


@pytest.mark.parametrize(
    ("token", "form"),
    [
        ("скок", "сколько"),
        ("щас", "сейчас"),
        ("инет", "интернет"),
        ("гигов", "гигабайт"),
        ("спс", "спасибо"),
        ("привеееет", "привет"),
        ("даааа", "да"),
        ("ооочень", "очень"),
        ("длинный", "длинный"),
        ("2000", "2000"),
        ("тариф", "тариф"),
    ],
)
def test_chat_spellings_take_their_usual_form(token: str, form: str) -> None:
    assert word_form(token) == form


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("5гб", ["5", "гб"]),
        ("300₽", ["300", "₽"]),
        ("да,нет", ["да", ",", "нет"]),
        ("привет.как дела", ["привет", ".", "как", "дела"]),
    ],
)
def test_tokens_are_parted(text: str, tokens: list[str]) -> None:
    assert [token.text for token in analyse(text)] == tokens


def test_tokens_stand_where_they_were_written() -> None:
    text = "Скок  ДЕНЕГ на счёте?"
    doc = analyse(text)
    words = {token.norm_: text[token.idx : token.idx + len(token.text)] for token in doc}
    assert words["сколько"] == "Скок"
    assert words["денег"] == "ДЕНЕГ"
    assert words["счете"] == "счёте"


def test_words_get_their_lemmas() -> None:
    assert [token.lemma_ for token in analyse("денег на симках нету")] == [
        "деньга",
        "на",
        "симка",
        "нет",
    ]
