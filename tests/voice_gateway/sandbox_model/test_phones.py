from itertools import pairwise

import pytest

from voice_gateway.sandbox_model import espeak, phones, spoken
from voice_gateway.sandbox_model.features import labels
from voice_gateway.sandbox_model.phones import Segment


def _said(text):
    return [s.phone for s in espeak.speak(text).segments if s.phone != phones.SILENCE]


def test_espeaks_phonemes_become_phones_with_softness_in_them():
    assert _said("счёт") == ["S;", "8", "t"]
    assert _said("деньги") == ["d;", "e", "n", "g;", "i"]
    assert _said("вода") == ["v", "V", "d", "a"]


def test_phones_follow_one_another_and_belong_to_words():
    segments = espeak.speak("какой у меня баланс").segments
    assert all(a.end == pytest.approx(b.start) for a, b in pairwise(segments))
    assert sorted({s.word for s in segments} - {-1}) == [0, 1, 2, 3]


def test_an_unknown_phoneme_is_an_error():
    with pytest.raises(KeyError, match="not known"):
        phones.espeak_phones("qq")


def test_festivals_vowels_depend_on_what_stands_before():
    assert phones.festival_phones(["zh", "ae", "n", "aa"]) == ["Z", "y", "n", "a"]
    assert phones.festival_phones(["sch", "oo", "t"]) == ["S;", "8", "t"]
    assert phones.festival_phones(["pau", "ee", "h", "a"]) == ["SIL", "E", "x", "V"]


def test_every_phone_gets_a_frame_of_its_own():
    pdfs = {"SIL": (0, 0), "d": (1, 2), "a": (3, 4)}
    segments = [
        Segment("SIL", 0, 0.1), Segment("d", 0.1, 0.105), Segment("a", 0.105, 0.2), Segment("SIL", 0.2, 0.3)
    ]  # fmt: skip
    found = labels(segments, 10, pdfs).tolist()
    assert found == [0, 0, 0, 1, 3, 4, 4, 0, 0, 0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Подключи 5 ГБ!", "подключи пять гигабайт"),
        ("tele2, 250₽", "теле два двести пятьдесят рублей"),
        ("код 007", "код ноль ноль семь"),
        ("стоит {{ x | money }}, ещё", "стоит ещё"),
        ("89000000003", "восемь девятьсот ноль ноль ноль ноль ноль ноль три"),
    ],
)
def test_signs_are_written_out(text, words):
    assert " ".join(spoken.words(text)) == words


def test_the_recognizer_writes_no_yo_and_voices_do():
    assert spoken.recognized("Ещё счёт") == ["еще", "счет"]
    assert spoken.with_yo("счет") == "счёт"
    assert spoken.with_yo("чем") == "чем"
