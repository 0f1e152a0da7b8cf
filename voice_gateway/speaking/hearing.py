"""The voice listened to by measuring: what a recognizer makes of it, and how even its loudness is."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from voice_gateway.listening.recognizer import Recognition
from voice_gateway.speaking.sound import Sound, silence, voiced_rms
from voice_gateway.speaking.voice import RATE, Voice

_AROUND = silence(0.3)


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence: the words that were said and recognized; loudness and peak in dB of full scale."""

    said: tuple[str, ...]
    recognized: tuple[str, ...]
    loudness: float
    peak: float

    @property
    def errors(self) -> int:
        """Words that were changed, left out or put in (Levenshtein's distance over words)."""
        row = list(range(len(self.recognized) + 1))
        for at, word in enumerate(self.said, 1):
            before, row[0] = row[0], at
            for place, other in enumerate(self.recognized, 1):
                changed = before + (word != other)
                before = row[place]
                row[place] = min(changed, row[place] + 1, row[place - 1] + 1)
        return row[-1]


async def listen(voice: Voice, texts: Iterable[str], model: Path) -> list[Heard]:
    """Speak texts and recognize each sentence.

    Raises:
        NoModel: there is no Vosk model at the path.
        VoiceError: the engine failed.
    """
    recognition = Recognition(model)
    return [
        _heard(piece.text, piece.pcm, recognition)
        for text in texts
        async for piece in voice.speak(text)
    ]


def word_error_rate(heard: Sequence[Heard]) -> float:
    """Return errors to a word that was said, 0 and up."""
    words = sum(len(one.said) for one in heard)
    return sum(one.errors for one in heard) / words if words else 0.0


def _heard(text: str, pcm: bytes, recognition: Recognition) -> Heard:
    decoder = recognition.decoder()
    decoder.hear(_AROUND + pcm + _AROUND)
    sound = Sound.of_pcm(pcm, RATE)
    peak = float(abs(sound.samples).max()) if sound.samples.size else 0.0
    return Heard(
        _words(text), _words(decoder.final().text), _decibels(voiced_rms(sound)), _decibels(peak)
    )


def _words(text: str) -> tuple[str, ...]:
    letters = "".join(sign if sign.isalnum() else " " for sign in text.lower().replace("ё", "е"))
    return tuple(letters.split())


def _decibels(level: float) -> float:
    return 20 * math.log10(level) if level else -math.inf
