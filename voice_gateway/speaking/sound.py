"""Sound as it leaves an engine, made fit for a telephone line: trimmed, resampled, levelled.

Pure functions over mono s16le.
"""

from dataclasses import dataclass
from math import gcd

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly

from voice_gateway.speaking.voice import RATE

_FULL = 32768.0
_SILENT = 10 ** (-50 / 20)  # of full scale; below it there is no speech
_LEAD_SECONDS = 0.02  # kept before the first and after the last audible sample
_TAIL_SECONDS = 0.06
_FADE_SECONDS = 0.004  # so that a cut makes no click
_LOUDNESS = 10 ** (-20 / 20)  # RMS of the voiced part, of full scale
_PEAK = 10 ** (-2 / 20)
_GAIN_RANGE = (0.1, 4.0)  # a sentence of a murmur stays a murmur
_FRAME_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Sound:
    """Samples of −1…1 at a rate in Hz."""

    samples: NDArray[np.float32]
    rate: int

    @classmethod
    def of_pcm(cls, pcm: bytes, rate: int) -> "Sound":
        """Read mono s16le."""
        return cls(np.frombuffer(pcm, dtype="<i2").astype(np.float32) / np.float32(_FULL), rate)

    def to_pcm(self) -> bytes:
        """Return mono s16le; what is too loud is clipped."""
        clipped = np.clip(np.rint(self.samples * _FULL), -32768, 32767)
        return bytes(clipped.astype("<i2").tobytes())


def for_line(sound: Sound) -> bytes:
    """Return s16le at 8 kHz, without the silence around it and at the usual loudness."""
    return levelled(resampled(trimmed(sound), RATE)).to_pcm()


def silence(seconds: float, rate: int = RATE) -> bytes:
    """Return so many seconds of s16le silence."""
    return bytes(2 * round(seconds * rate))


def trimmed(sound: Sound) -> Sound:
    """Return the sound without silence at its beginning and end (−50 dB of full scale)."""
    audible = np.flatnonzero(np.abs(sound.samples) > _SILENT)
    if not audible.size:
        return Sound(sound.samples[:0], sound.rate)
    begin = max(int(audible[0]) - int(_LEAD_SECONDS * sound.rate), 0)
    end = int(audible[-1]) + 1 + int(_TAIL_SECONDS * sound.rate)
    return Sound(_faded(sound.samples[begin:end], int(_FADE_SECONDS * sound.rate)), sound.rate)


def resampled(sound: Sound, rate: int) -> Sound:
    """Return the sound at another rate: polyphase filtering, so that nothing folds over."""
    if sound.rate == rate or not sound.samples.size:
        return Sound(sound.samples, rate)
    common = gcd(sound.rate, rate)
    samples = resample_poly(sound.samples, rate // common, sound.rate // common)
    return Sound(samples.astype(np.float32), rate)


def levelled(sound: Sound) -> Sound:
    """Return the sound at the usual loudness: the RMS of its voiced frames at −20 dB of full scale.

    Peaks stay below −2 dB of full scale.
    """
    loudness = voiced_rms(sound)
    if loudness == 0.0:
        return sound
    peak = float(np.abs(sound.samples).max())
    gain = min(max(_LOUDNESS / loudness, _GAIN_RANGE[0]), _GAIN_RANGE[1], _PEAK / peak)
    return Sound(sound.samples * np.float32(gain), sound.rate)


def voiced_rms(sound: Sound) -> float:
    """Return the RMS of the 20 ms frames that hold speech, of full scale; 0 of silence."""
    size = int(_FRAME_SECONDS * sound.rate)
    frames = sound.samples[: sound.samples.size // size * size].reshape(-1, size)
    if not frames.size:
        return 0.0
    powers = np.mean(frames.astype(np.float64) ** 2, axis=1)
    voiced = powers[powers > powers.max() / 100]
    return float(np.sqrt(voiced.mean())) if voiced.size else 0.0


def _faded(samples: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    if samples.size < 2 * size:
        return samples
    ramp = np.linspace(0.0, 1.0, size, dtype=np.float32)
    faded = samples.copy()
    faded[:size] *= ramp
    faded[-size:] *= ramp[::-1]
    return faded
