"""Slips of the pen are taken for the words of the corpus that were meant."""

import pytest

from nlu.analysis import analyse
from nlu.slips import Shortened, Slips, Sounds, slips


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("прамокод", "промокод"),
        ("деталезацию", "детализацию"),
        ("тарифф", "тариф"),
        ("казлы", "козлы"),
        ("роуминк", "роуминг"),
        ("пдключить", "подключить"),
        ("офромить", "оформить"),
        ("ерейти", "перейти"),
        ("спасиб", "спасибо"),
        ("узыка", "музыка"),
        ("ыставить", "выставить"),
        ("подключаеца", "подключается"),
    ],
)
def test_an_unknown_word_is_the_one_that_sounds_so_or_is_a_letter_away(
    written: str, meant: str
) -> None:
    assert slips().meant(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("нмр", "номер"),
        ("номр", "номер"),
        ("интрнт", "интернет"),
        ("вхдщ", "входящие"),
        ("антивир", "антивирус"),
        ("переадр", "переадресацию"),
    ],
)
def test_vowels_or_the_end_of_a_word_may_be_left_out(written: str, meant: str) -> None:
    assert slips().meant(written) == meant


@pytest.mark.parametrize("word", ["втб", "днс", "жкх", "пфр", "птс", "снилс", "гпс", "тсж"])
def test_abbreviations_stay(word: str) -> None:
    assert slips().meant(word) == word


@pytest.mark.parametrize(
    "word", ["мука", "намерен", "зума", "мето", "esim", "мтс", "абракадабрище"]
)
def test_known_short_and_foreign_words_stay(word: str) -> None:
    assert slips().meant(word) == word


def heard(words: dict[str, int]) -> Slips:
    sounds = Sounds.load()
    return Slips(words, {sounds.of(word): word for word in words}, sounds, Shortened.of(words))


def test_a_rare_word_is_no_guess_for_a_shortened_one() -> None:
    assert heard({"переоформить": 4}).meant("прфрмть") == "прфрмть"
    assert heard({"переоформить": 5}).meant("прфрмть") == "переоформить"


def test_of_words_that_sound_the_same_the_commonest_is_meant() -> None:
    sounds = Sounds.load()
    words = {"минуты": 9, "минуте": 2}
    found = Slips(words, {sounds.of("минуты"): "минуты"}, sounds, Shortened.of(words))
    assert found.meant("менуты") == "минуты"


def test_a_rare_word_is_no_guess_for_what_is_a_letter_away() -> None:
    assert heard({"расторгнуть": 1}).meant("растргнуть") == "растргнуть"


def test_tokens_keep_what_was_written_and_have_the_lemma_of_what_was_meant() -> None:
    token = analyse("где Прамокоды?")[1]
    assert (token.text, token.norm_, token.lemma_) == ("прамокоды", "промокоды", "промокод")
    assert token.idx == 4
