"""Sounds of a line that are not speech: the recognizer learns them as silence.

Tones are those of ITU-T Q.23 (DTMF), Q.35/E.180 and the Russian network (425 Hz).
"""

import numpy as np

from voice_gateway.sandbox_model.augment import Random, Sound, coloured, hum, mu_law
from voice_gateway.sandbox_model.settings import RATE

_ROWS, _COLUMNS = (697, 770, 852, 941), (1209, 1336, 1477, 1633)
# Seconds on and off: dial, ring-back, busy, congestion, call waiting, a steady tone.
_CADENCES = ((1.0, 0.0), (1.0, 4.0), (0.4, 0.4), (0.2, 0.2), (0.2, 0.6), (0.8, 3.2))


def clip(random: Random) -> Sound:
    """Return one to four seconds of something that is not speech."""
    size = int(random.uniform(1.0, 4.0) * RATE)
    makers = (_keys, _tone, _tone, _clicks, _breath, _hiss, _hum, _beeps, _quiet)
    sound = makers[random.integers(len(makers))](size, random)
    level = float(np.exp(random.uniform(np.log(0.003), np.log(0.5))))
    sound = sound / (np.abs(sound).max() or 1.0) * level
    sound = sound + coloured(size, random.uniform(0, 2), random) * 10 ** random.uniform(-5, -2.5)
    plain: Sound = sound.astype(np.float32)
    return mu_law(plain) if random.random() < 0.6 else plain


def sine(frequency: float, size: int) -> Sound:
    """Return a steady tone."""
    return np.asarray(np.sin(2 * np.pi * frequency * np.arange(size) / RATE), dtype=np.float32)


def key(row: int, column: int, size: int) -> Sound:
    """Return the two tones of a key; rows and columns count from 0."""
    return sine(_ROWS[row], size) + sine(_COLUMNS[column], size)


def _keys(size: int, random: Random) -> Sound:
    sound = np.zeros(size, np.float32)
    at = int(random.uniform(0, 0.4) * RATE)
    while at < size:
        length = min(int(random.uniform(0.05, 0.6) * RATE), size - at)
        sound[at : at + length] = key(random.integers(4), random.integers(4), length)
        at += length + int(random.uniform(0.04, 0.5) * RATE)
    return sound


def _tone(size: int, random: Random) -> Sound:
    frequency = 425 if random.random() < 0.6 else random.uniform(150, 3300)
    sound = sine(frequency, size)
    if random.random() < 0.2:
        sound = sound + sine(frequency * random.uniform(1.02, 2), size)
    on, off = _CADENCES[random.integers(len(_CADENCES))]
    phase = (np.arange(size) / RATE + random.uniform(0, on + off)) % (on + off)
    return np.where(phase < on, sound, 0).astype(np.float32)


def _beeps(size: int, random: Random) -> Sound:
    """Return the three rising tones of special information, or a melody of pure tones."""
    notes = (950, 1400, 1800) if random.random() < 0.5 else tuple(random.uniform(250, 2000, 6))
    step = int(random.uniform(0.1, 0.35) * RATE)
    sound = np.concatenate([sine(float(note), step) for note in notes])
    return np.resize(np.concatenate([sound, np.zeros(step, np.float32)]), size)


def _clicks(size: int, random: Random) -> Sound:
    sound = np.zeros(size, np.float32)
    for _ in range(random.integers(1, 12)):
        at = random.integers(size)
        length = min(int(random.uniform(0.001, 0.03) * RATE), size - at)
        fall = np.exp(-np.arange(length) / max(length / 4, 1))
        sound[at : at + length] += fall * random.standard_normal(length) * random.random()
    return sound


def _breath(size: int, random: Random) -> Sound:
    times = np.arange(size) / size
    swell = np.maximum(np.sin(2 * np.pi * random.integers(1, 4) * times), 0) ** 2
    return np.asarray(coloured(size, random.uniform(0, 1), random) * swell, dtype=np.float32)


def _hiss(size: int, random: Random) -> Sound:
    return coloured(size, random.uniform(0, 2), random)


def _hum(size: int, random: Random) -> Sound:
    return hum(size, random)


def _quiet(size: int, random: Random) -> Sound:
    sound = np.zeros(size, np.float32)
    sound[random.integers(size)] = 1e-4
    return sound
