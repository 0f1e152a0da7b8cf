"""The caller's voice: eSpeak NG with another voice than Mia's, in a process of its own; or a WAV file."""

from __future__ import annotations

import sys
import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np

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
    """Return a WAV file's sound as mono s16le at 8 kHz, whatever its rate and channels.

    Raises:
        NoSound: it is no WAV file of 16-bit samples.
    """
    try:
        with wave.open(str(path), "rb") as file:
            width, channels, rate = file.getsampwidth(), file.getnchannels(), file.getframerate()
            pcm = file.readframes(file.getnframes())
    except (OSError, EOFError, wave.Error) as error:
        raise NoSound(f"{path}: {error}") from error
    if width != 2:
        raise NoSound(f"{path}: 16-bit samples are needed, these have {8 * width}")
    samples = np.frombuffer(pcm, "<i2").reshape(-1, channels).mean(axis=1) / 32768
    return resampled(Sound(samples.astype(np.float32), rate), RATE).to_pcm()


if __name__ == "__main__":
    from voice_gateway.speaking.engines.espeak import Espeak
    from voice_gateway.speaking.engines.process import serve

    sys.exit(serve(lambda: Espeak(sys.argv[1])))
