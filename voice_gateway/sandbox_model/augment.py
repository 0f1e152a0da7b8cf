"""What a telephone line and a room do to speech: echo, colour, band, noise, μ-law.

Sounds are float32 from -1 to 1 at 8 kHz. Nothing here moves a sound in time, so alignments stay.
"""

import math
from collections.abc import Callable
from functools import cache

import numpy as np
import numpy.typing as npt
from scipy import fft, signal

from voice_gateway.sandbox_model.settings import RATE

Sound = npt.NDArray[np.float32]
Random = np.random.Generator
Babble = Callable[[], Sound]  # makes other voices when they are wanted

_MU = 255.0
_BAND = signal.butter(4, [300, 3400], "bandpass", fs=RATE, output="sos")
_NARROW = signal.butter(3, [400, 3000], "bandpass", fs=RATE, output="sos")
_LOUDNESS = (0.01, 0.35)  # of full scale, root mean square of the speech
_SNR = (5.0, 35.0)  # decibels


def resampled(sound: Sound, rate: int, warp: float = 1.0) -> Sound:
    """Bring sound to 8 kHz; ``warp`` above 1 makes it shorter and higher by that factor.

    Formants move with it, which makes another speaker of the same voice.
    """
    up, down = 160, round(rate / RATE * 160 * warp)
    shared = math.gcd(up, down)
    window = _low_pass(max(up, down) // shared)
    return np.asarray(signal.resample_poly(sound, up, down, window=window), dtype=np.float32)


@cache
def _low_pass(factor: int) -> npt.NDArray[np.float32]:
    """Return the filter that ``resample_poly`` makes anew each time by default."""
    made = signal.firwin(20 * factor + 1, 1 / factor, window=("kaiser", 5.0))
    return np.asarray(made, dtype=np.float32)


def telephone(sound: Sound, random: Random, babble: Babble | None = None) -> Sound:
    """Send speech over a made-up line: every property drawn anew, some calls nearly clean."""
    sound = _tilted(sound, random)
    if random.random() < 0.3:
        sound = _echoing(sound, random)
    if random.random() < 0.8:
        sound = banded(sound, narrow=random.random() < 0.2)
    sound = _loud(sound, float(np.exp(random.uniform(*np.log(_LOUDNESS)))))
    if random.random() < 0.75:
        sound = noisy(sound, random.uniform(*_SNR), random, babble)
    if random.random() < 0.7:
        sound = mu_law(sound)
    if random.random() < 0.15:
        sound = _gated(sound)
    return np.clip(sound, -1, 1).astype(np.float32)


def banded(sound: Sound, narrow: bool = False) -> Sound:
    """Keep what a telephone carries: 300 to 3400 Hz (a bad one: 400 to 3000)."""
    return np.asarray(signal.sosfilt(_NARROW if narrow else _BAND, sound), dtype=np.float32)


def noisy(sound: Sound, snr: float, random: Random, babble: Babble | None = None) -> Sound:
    """Add noise at ``snr`` decibels below the speech: white, coloured, hum or other voices."""
    noise = _noise(len(sound), random, babble)
    power = float(np.sqrt(np.mean(sound**2))) or 1e-4
    noise *= power / (float(np.sqrt(np.mean(noise**2))) or 1.0) / 10 ** (snr / 20)
    return sound + noise


def mu_law(sound: Sound) -> Sound:
    """Quantize as G.711 μ-law does: 8 bits a sample (continuous companding formula, μ = 255)."""
    clipped = np.clip(sound, -1, 1)
    companded = np.sign(clipped) * np.log1p(_MU * np.abs(clipped)) / np.log1p(_MU)
    steps = np.round(companded * 127) / 127
    return np.asarray(np.sign(steps) * np.expm1(np.abs(steps) * np.log1p(_MU)) / _MU, np.float32)


def coloured(size: int, exponent: float, random: Random) -> Sound:
    """Return noise whose power falls as frequency to ``exponent`` (0 white, 1 pink, 2 brown)."""
    quick = fft.next_fast_len(size, real=True)
    spectrum = fft.rfft(random.standard_normal(quick, dtype=np.float32))
    shape = np.maximum(np.arange(len(spectrum), dtype=np.float32), 1.0) ** (-exponent / 2)
    noise: Sound = fft.irfft(spectrum * shape, quick)[:size].astype(np.float32)
    return noise


def hum(size: int, random: Random) -> Sound:
    """Return mains hum: 50 Hz and its overtones."""
    times = np.arange(size) / RATE
    parts = [random.random() * np.sin(2 * np.pi * 50 * k * times) / k for k in range(1, 12)]
    return np.asarray(sum(parts), dtype=np.float32)


def _noise(size: int, random: Random, babble: Babble | None) -> Sound:
    kinds: list[Callable[[], Sound]] = [
        lambda: coloured(size, 0, random),
        lambda: coloured(size, 1, random),
        lambda: coloured(size, random.uniform(0.5, 2), random),
        lambda: hum(size, random) + 0.3 * coloured(size, 1, random),
    ]
    if babble is not None:
        kinds.append(lambda: _somewhere(babble(), size, random))
    return np.array(kinds[random.integers(len(kinds))](), dtype=np.float32)


def _somewhere(sound: Sound, size: int, random: Random) -> Sound:
    return np.resize(np.roll(sound, random.integers(len(sound))), size)


def _tilted(sound: Sound, random: Random) -> Sound:
    slope = random.uniform(-0.5, 0.5)
    return np.asarray(signal.lfilter([1, slope], [1], sound), dtype=np.float32)


def _echoing(sound: Sound, random: Random) -> Sound:
    seconds = random.uniform(0.05, 0.35)
    tail = np.arange(int(seconds * RATE))
    decay = np.exp(-6.9 * tail / len(tail))  # 60 dB down at the end of the tail
    response = random.standard_normal(len(tail)) * decay * random.uniform(0.02, 0.12)
    response[0] = 1.0
    return np.asarray(signal.fftconvolve(sound, response)[: len(sound)], dtype=np.float32)


def _loud(sound: Sound, level: float) -> Sound:
    present = np.sqrt(np.mean(sound**2)) or 1.0
    return np.asarray(sound * (level / present), dtype=np.float32)


def _gated(sound: Sound) -> Sound:
    """Silence what is quieter than speech, as lines with discontinuous transmission do."""
    frame = RATE // 50
    size = len(sound) // frame * frame
    frames = sound[:size].reshape(-1, frame).copy()
    level = np.sqrt(np.mean(frames**2, axis=1))
    frames[level < 0.05 * level.max()] = 0
    return np.concatenate([frames.reshape(-1), sound[size:]])
