"""The model that ships, in vosk: what it hears in eSpeak's plain voice, and what is no speech to it."""

import json

import numpy as np
import pytest
import vosk

from voice_gateway.sandbox_model import augment, espeak, noises
from voice_gateway.sandbox_model.settings import MODEL, RATE

DIGITS = ["ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"]


@pytest.fixture(name="model", scope="module")
def _model():
    vosk.SetLogLevel(-1)
    return vosk.Model(str(MODEL))


def _spoken(text, **voice):
    speech = espeak.speak(text, **voice)
    sound = augment.banded(augment.resampled(speech.samples, speech.rate))
    return np.pad(sound, RATE // 3)


def _heard(model, sound, grammar=None):
    words = [] if grammar is None else [json.dumps(grammar, ensure_ascii=False)]
    recognizer = vosk.KaldiRecognizer(model, RATE, *words)
    line = augment.mu_law(np.asarray(sound, np.float32))
    found = []
    for at in range(0, len(line), RATE // 10):
        if recognizer.AcceptWaveform((line[at : at + RATE // 10] * 32767).astype("<i2").tobytes()):
            found.append(json.loads(recognizer.Result())["text"])
    found.append(json.loads(recognizer.FinalResult())["text"])
    return " ".join(" ".join(found).split())


def test_it_is_small_and_knows_many_words():
    size = sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file())
    words = (MODEL / "graph" / "words.txt").read_text(encoding="utf-8").splitlines()
    assert size < 10_000_000
    assert len(words) > 20_000


@pytest.mark.parametrize(
    "text",
    [
        "какой у меня баланс",
        "сколько у меня осталось минут",
        "подключите мне пожалуйста пять гигабайт",
        "соедините меня с оператором",
        "спасибо до свидания",
    ],
)
def test_plain_requests_are_heard_word_for_word(model, text):
    assert _heard(model, _spoken(text)) == text


def test_yes_and_no_by_grammar_and_other_words_are_unknown(model):
    grammar = ["да", "нет", "[unk]"]
    assert _heard(model, _spoken("да"), grammar) == "да"
    assert _heard(model, _spoken("нет"), grammar) == "нет"
    assert set(_heard(model, _spoken("электричество"), grammar).split()) <= {"[unk]"}


def test_digits_by_grammar(model):
    said = "девять ноль пять три один семь"
    assert _heard(model, _spoken(said, rate=150), [*DIGITS, "[unk]"]) == said


@pytest.mark.parametrize(
    "sound",
    [
        0.3 * noises.sine(425, 3 * RATE),
        np.tile(np.concatenate([0.3 * noises.sine(425, RATE // 2), np.zeros(RATE // 2)]), 3),
        np.concatenate([0.2 * noises.key(k // 3, k % 3, RATE // 5) for k in range(9)]),
        np.zeros(2 * RATE),
        0.02 * augment.coloured(2 * RATE, 1, np.random.default_rng(3)),
    ],
    ids=["dial tone", "busy tone", "keys", "digital silence", "noise"],
)
def test_what_is_no_speech_gives_no_words(model, sound):
    assert _heard(model, sound) == ""
