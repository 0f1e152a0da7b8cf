"""Held-out phrases as sound of a telephone line, by voices that the model was not trained on.

Held-out variants of eSpeak, and the voice of festvox-ru (which *was* trained on: there is no other
recorded Russian voice among the packages).
"""

import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.heldout import HeldoutPhrase, heldout_sets, load_heldout
from voice_gateway.sandbox_model import augment, espeak, festival, spoken, voices
from voice_gateway.sandbox_model.settings import RATE, settings

_SNR = (15.0, 30.0)  # decibels
_LEVEL = 0.08  # of full scale, root mean square
_RATES = (130, 200)  # words a minute
_PAUSE = 0.4  # seconds of line before and after


@dataclass(frozen=True, slots=True)
class Call:
    """A phrase as it comes over the line: s16le at 8 kHz."""

    phrase: HeldoutPhrase
    voice: str
    words: tuple[str, ...]
    pcm: bytes

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.pcm) / 2 / RATE


def phrases(sets: Sequence[str], limit: int | None = None) -> list[HeldoutPhrase]:
    """Return the phrases of held-out sets that have something to say; every n-th when limited."""
    paths = heldout_sets()
    found = [phrase for name in sets for phrase in load_heldout(paths[name])]
    found = [phrase for phrase in found if spoken.words(phrase.text)]
    step = max(1, len(found) // limit) if limit else 1
    return found[::step][:limit]


def by_espeak(chosen: Sequence[HeldoutPhrase]) -> Iterator[Call]:
    """Speak each phrase by one of the held-out voices, in turn."""
    names = voices.held_out_variants()
    rng = random.Random(settings()["seed"])  # noqa: S311 - reproducible, no secret
    for number, phrase in enumerate(chosen):
        variant = names[number % len(names)]
        rate, pitch = rng.randint(*_RATES), rng.randint(30, 70)
        speech = espeak.speak(_text(phrase), variant, rate, pitch)
        yield _call(phrase, variant, speech, number)


def by_festival(chosen: Sequence[HeldoutPhrase]) -> Iterator[Call]:
    """Speak each phrase by festvox-ru."""
    with tempfile.TemporaryDirectory() as folder:
        said = festival.speak([_text(phrase) for phrase in chosen], Path(folder))
        for number, (phrase, speech) in enumerate(zip(chosen, said, strict=True)):
            yield _call(phrase, "festvox-ru", speech, number)


def _text(phrase: HeldoutPhrase) -> str:
    return " ".join(map(spoken.with_yo, spoken.words(phrase.text)))


def _call(phrase: HeldoutPhrase, voice: str, speech: espeak.Speech, seed: int) -> Call:
    random = np.random.default_rng(seed)
    sound = augment.resampled(speech.samples, speech.rate)
    sound = np.pad(sound, int(_PAUSE * RATE))
    sound = augment.banded(sound)
    sound *= _LEVEL / (float(np.sqrt(np.mean(sound**2))) or 1.0)
    noise = augment.coloured(len(sound), random.uniform(0, 1), random)
    noise *= _LEVEL / float(np.sqrt(np.mean(noise**2))) / 10 ** (random.uniform(*_SNR) / 20)
    line = augment.mu_law(sound + noise)
    words = tuple(spoken.recognized(phrase.text))
    return Call(phrase, voice, words, (line * 32767).astype("<i2").tobytes())
