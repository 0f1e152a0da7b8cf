"""The caller's voice: eSpeak NG with another voice than Mia's, in a process of its own; or a WAV file."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.io import wavfile

from voice_gateway.lines.line import RATE
from voice_gateway.speaking.sound import Sound, resampled
from voice_gateway.speaking.worker import Worker

VOICE = "zle/ru+m3"
SECONDS = 10.0


class NoSound(ValueError):
    """A file holds no sound that can be read; the message names it."""


@asynccontextmanager
async def caller_voice(voice: str = VOICE) -> AsyncIterator[Worker]:
    """Give a caller's voice: ``render(text, pace)`` returns s16le at 8 kHz.

    Raises:
        VoiceError: there is no such voice.
    """
    worker = Worker("caller", (sys.executable, "-m", __name__, voice), SECONDS)
    try:
        await worker.start()
        yield worker
    finally:
        await worker.stop()


def read_wav(path: Path) -> bytes:
    """Return a WAV file's sound as mono s16le at 8 kHz, whatever its rate, channels and width.

    Raises:
        NoSound: it is no WAV file of PCM samples, or an empty one.
    """
    try:
        rate, found = wavfile.read(path)
    except (OSError, ValueError) as error:
        raise NoSound(f"{path}: {_why(error)}") from error
    if not found.size:
        raise NoSound(f"{path}: there is no sound in it")
    mono = _of_full_scale(found).reshape(len(found), -1).mean(axis=1)
    return resampled(Sound(mono.astype(np.float32), rate), RATE).to_pcm()


def _of_full_scale(samples: NDArray[np.generic]) -> NDArray[np.float64]:
    """Return samples as -1…1, as scipy gives them: floats, unsigned bytes, or integers of their width."""
    whole = samples.astype(np.float64)
    if samples.dtype.kind == "f":
        return whole
    middle = 128.0 if samples.dtype.kind == "u" else 0.0
    full_scale = 128.0 * 256.0 ** (samples.dtype.itemsize - 1)
    return (whole - middle) / full_scale


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return (
        f"not a WAV file of PCM samples ({error}); «sox in.wav -e signed -b 16 out.wav» makes one"
    )


if __name__ == "__main__":
    from voice_gateway.speaking.engines.espeak import Espeak
    from voice_gateway.speaking.engines.process import serve

    sys.exit(serve(lambda: Espeak(sys.argv[1])))
