"""Speech or not, in real speech at telephone quality."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import numpy as np
import pytest

from voice_gateway.caller.telephone import AUDIBLE
from voice_gateway.caller.voice import caller_voice
from voice_gateway.lines.line import FRAME_BYTES, RATE
from voice_gateway.listening.speech_detector import SpeechDetector

TEXTS = ("сколько денег на счёте", "пополни счёт на сто рублей", "нет", "спасибо", "да")
THREADS = """
import os
from voice_gateway.listening.speech_detector import SpeechDetector
before = len(os.listdir("/proc/self/task"))
detector = SpeechDetector()
for n in range(50):
    detector.hear(os.urandom(320), n * 0.02)
print(len(os.listdir("/proc/self/task")) - before)
"""


@pytest.fixture(scope="module")
def spoken() -> list[bytes]:
    async def made() -> list[bytes]:
        async with caller_voice("zle/ru+f4") as voice:
            return [await voice.render(text, 1.0) for text in TEXTS]

    return asyncio.run(made())


def last_voiced(pcm: bytes) -> float:
    """Return when the detector heard the last of the speech, in seconds."""
    detector, last = SpeechDetector(), 0.0
    for at in range(0, len(pcm), FRAME_BYTES):
        voiced = detector.hear(pcm[at : at + FRAME_BYTES], (at + FRAME_BYTES) / 2 / RATE)
        last = voiced.at if voiced.at is not None else last
    return last


@pytest.mark.parametrize("noise", [0, 30, 100])
def test_speech_ends_with_its_last_sound(spoken: list[bytes], noise: int) -> None:
    draw = np.random.default_rng(2)
    for pcm in spoken:
        samples = np.frombuffer(pcm, "<i2").astype(np.int32)
        audible = np.flatnonzero(np.abs(samples) > AUDIBLE)
        line = np.concatenate((samples, np.zeros(RATE, np.int32)))
        line = (line + draw.normal(0, noise, len(line))).clip(-32768, 32767).astype("<i2")
        late = last_voiced(line.tobytes()) - (audible[-1] + 1) / RATE
        assert -0.12 < late < 0.045


def test_the_detector_uses_one_thread() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", THREADS], capture_output=True, text=True, timeout=60, check=True
    )
    assert ran.stdout.strip() == "0"
