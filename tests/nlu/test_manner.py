"""Orders, questions and the rest are told apart."""

import pytest

from nlu.analysis import analyse
from nlu.features import LemmaNgrams, Words
from nlu.manner import Manner, manner_of


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("подключи обещанный платёж", Manner.ORDERS),
        ("хочу обещанный платёж", Manner.ORDERS),
        ("верните мне деньги", Manner.ORDERS),
        ("как взять обещанный платёж", Manner.ASKS),
        ("условия обещанного платежа", Manner.ASKS),
        ("подскажите сколько стоит", Manner.ASKS),
        ("можно мне обещанный платёж", Manner.MAY),
        ("сколько можно взять", Manner.ASKS),
        ("обещанный платёж", Manner.TELLS),
        ("интернет не работает", Manner.TELLS),
        ("", Manner.TELLS),
    ],
)
def test_the_manner_of_a_message_is_told(text: str, manner: Manner) -> None:
    words = Words.of(analyse(text))
    assert manner_of(words.forms, words.lemmas) is manner


def test_lemma_counts_with_the_manner() -> None:
    ngrams = LemmaNgrams(1)
    order = ngrams(Words(("подключи", "платеж"), ("подключить", "платеж")))
    question = ngrams(Words(("как", "платеж"), ("как", "платеж")))
    assert "orders: платеж" in order
    assert "asks: платеж" in question
    assert "orders: платеж" not in question


def test_nothing_said_has_no_ngrams_but_the_whole() -> None:
    assert LemmaNgrams(2)(Words((), ())) == ["= "]
