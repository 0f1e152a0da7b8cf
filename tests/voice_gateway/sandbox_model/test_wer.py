import pytest

from voice_gateway.sandbox_model import wer


@pytest.mark.parametrize(
    ("said", "heard", "count"),
    [
        ("какой у меня баланс", "какой у меня баланс", 0),
        ("какой у меня баланс", "какой меня баланса", 2),
        ("да", "", 1),
        ("", "ну да", 2),
        ("подключи пять гигабайт", "подключи мне десять гигабайт", 2),
    ],
)
def test_errors_are_changed_lost_and_added_words(said, heard, count):
    assert wer.errors(said.split(), heard.split()) == count


def test_rate_is_over_all_words_said():
    pairs = [(["да"], ["нет"]), (["мой", "баланс", "сейчас"], ["мой", "баланс", "сейчас"])]
    assert wer.word_errors(pairs) == wer.WordErrors(errors=1, words=4)
    assert wer.word_errors(pairs).rate == 0.25


def test_share_of_unknown_words():
    assert wer.unknown_share([["мой", "баланс"], ["мой", "роуминг"]], {"мой", "баланс"}) == 0.25
