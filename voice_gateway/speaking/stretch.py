"""Speech made slower or faster at the same pitch, for engines that cannot do it themselves.

Waveform-similarity overlap-add: W. Verhelst, M. Roelands, «An overlap-add technique based on
waveform similarity (WSOLA) for high quality time-scale modification of speech», ICASSP 1993.
"""

import numpy as np
from numpy.typing import NDArray

from voice_gateway.speaking.sound import Sound

_WINDOW_SECONDS = 0.025
_SEARCH_SECONDS = 0.008


def stretched(sound: Sound, pace: float) -> Sound:
    """Return the sound at ``pace`` times its speed; 1 gives the sound itself."""
    half = int(_WINDOW_SECONDS * sound.rate / 2)
    if pace == 1.0 or sound.samples.size < 4 * half:
        return sound
    search = int(_SEARCH_SECONDS * sound.rate)
    window = np.hanning(2 * half + 1)[: 2 * half].astype(np.float32)
    padded = np.pad(sound.samples, (search, 2 * search + 4 * half))
    count = int(sound.samples.size / pace / half)
    out = np.zeros((count + 1) * half, dtype=np.float32)
    expected = padded[search : search + 2 * half]
    for step in range(count):
        around = min(int(step * half * pace), sound.samples.size)
        best = around + _closest(padded[around : around + 2 * search + 2 * half], expected)
        out[step * half : (step + 2) * half] += window * padded[best : best + 2 * half]
        follows = min(best + half, padded.size - 2 * half)
        expected = padded[follows : follows + 2 * half]
    return Sound(out, sound.rate)


def _closest(area: NDArray[np.float32], wanted: NDArray[np.float32]) -> int:
    """Return where in an area the wanted wave fits best (highest normalised correlation)."""
    products = np.correlate(area, wanted, mode="valid")
    powers = np.convolve(area**2, np.ones(wanted.size, dtype=np.float32), mode="valid")
    return int(np.argmax(products / np.sqrt(powers + 1e-6)))
