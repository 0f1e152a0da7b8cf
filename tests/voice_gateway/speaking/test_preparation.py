"""Texts made ready for an engine."""

import re

import pytest

from voice_gateway.speaking.lexicon import Lexicon, LexiconError
from voice_gateway.speaking.preparation import Preparation


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("Тариф «Мой онлайн+» подключён.", "Тариф Мой онлайн плюс подключён."),
        ("Настройте Wi-Fi-роутер.", "Настройте вай-фай-роутер."),
        ("Сеть 5G и eSIM", "Сеть пять джи и и-сим"),
        ("QR-код придёт по SMS", "кью-ар-код придёт по эсэмэс"),
        ("VPN и ВПН", "вэ-пэ-эн и вэ-пэ-эн"),
        ("код USIM", "код ю-эс-ай-эм"),
        ("смартфон Xiaomi Redmi", "смартфон сяоми редми"),
        ("приложение Photoshop", "приложение фотошоп"),
        ("Минута — десять рублей", "Минута, десять рублей"),
        ("Готово 😀!", "Готово!"),
        ("за\u0301мок", "замок"),
        ("(сегодня) [да]", "сегодня да"),
        ("Да . Нет", "Да. Нет"),
        ("Tele2", "теле два"),
    ],
)
def test_plain_text_is_letters_and_punctuation(given: str, plain: str) -> None:
    assert Preparation("plain").prepare(given) == plain


@pytest.mark.parametrize(
    ("given", "phonemes"),
    [
        ("Сорок рублей", "[[s'orVk]] рублей"),
        ("Это стоит сто рублей", "Это [[st'oit]] сто рублей"),
        ("номера", "[[nVm;ir'a]]"),
        ("У вашего номера", "У [[v'aSyvV n'om;ira#]]"),
        ("сороковой", "сороковой"),
        ("Зову специалиста", "[[zVv'u]] специалиста"),
        ("Нет провода", "[[n;'et pr'ovVda#]]"),
        ("что-то", "[[St'otV]]"),
    ],
)
def test_espeak_gets_phonemes_of_what_it_would_stress_wrongly(given: str, phonemes: str) -> None:
    assert Preparation("espeak").prepare(given) == phonemes


def test_a_question_is_followed_by_a_longer_pause_than_a_sentence() -> None:
    preparation = Preparation("plain")
    assert preparation.pause("Подключаю?") > preparation.pause("Готово.") > 0
    assert preparation.pause("Сказала «да».»") == preparation.pause("Готово.")
    assert preparation.pause("Готово") > 0


def test_every_word_of_the_lexicon_has_one_stress() -> None:
    for word, phonemes in Lexicon.load().espeak.items():
        assert phonemes.count("'") == len(re.split("[ -]", word.replace("что-то", "что"))) - (
            1 if word.split()[0] in ("в", "от") else 0
        ), word


def test_a_lexicon_that_lacks_a_part_is_refused(tmp_path) -> None:
    path = tmp_path / "lexicon.yml"
    path.write_text("latin: {}", encoding="utf-8")
    with pytest.raises(LexiconError, match="'letters' is missing"):
        Lexicon.load(path)
