"""How soon the voice sounds: time to the first sound of an answer, alone and with many calls."""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

import yaml
from num2words import num2words

from voice_gateway.speaking.settings import SpeakingSettings
from voice_gateway.speaking.voice import RATE, Voice
from voice_gateway.speaking.voices import open_voice

_TEXTS = Path(__file__).with_name("bench.yml")
_BETWEEN = 4.0  # seconds between two answers of a call


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds to the first sound of an answer, and what was spoken."""

    answers: int
    p50: float
    p95: float
    most: float
    sound_seconds: float


async def measure(
    voice: Voice, answers: Sequence[str], calls: int = 1, between: float = 0.0
) -> Figures:
    """Let so many calls at once speak the answers.

    Args:
        voice: what speaks.
        answers: texts; the calls share them, so that no two speak the same.
        calls: how many speak at once.
        between: seconds between two answers of a call, on average (drawn evenly from 0 to twice that).
    """
    told = await asyncio.gather(
        *(_call(voice, answers[call::calls], call, between) for call in range(calls))
    )
    firsts = sorted(first for call in told for first, _ in call)
    cuts = quantiles(firsts, n=20, method="inclusive") if len(firsts) > 1 else firsts * 19
    spoken = sum(size for call in told for _, size in call) / 2 / RATE
    return Figures(len(firsts), cuts[9], cuts[18], firsts[-1], spoken)


async def _call(
    voice: Voice, answers: Sequence[str], seed: int, between: float
) -> list[tuple[float, int]]:
    draw = random.Random(seed)  # noqa: S311 - the same waits in every run
    told = []
    for answer in answers:
        await asyncio.sleep(draw.uniform(0, 2 * between))
        began = time.perf_counter()
        first, size = 0.0, 0
        async for piece in voice.speak(answer):
            first = first or (time.perf_counter() - began) * 1000
            size += len(piece.pcm)
        told.append((first, size))
    return told


async def run(calls: int, each: int) -> dict[str, Figures]:
    """Measure the chosen voice: new and cached answers, one call and ``calls`` at once.

    The disk cache stands in a folder of this run's own.

    Raises:
        SettingsError: a setting is none.
        VoiceError: the engine failed.
    """
    with TemporaryDirectory(prefix="mia-bench-") as folder:
        settings = replace(SpeakingSettings.from_environment(), cache=Path(folder))
        alone, many = _answers(0, 2 * each), _answers(2 * each, calls * each)
        async with open_voice(settings) as voice:
            figures = {"new, one call": await measure(voice, alone)}
            figures["in memory, one call"] = await measure(voice, alone)
            figures[f"new, {calls} calls"] = await measure(voice, many, calls, _BETWEEN)
            figures[f"in memory, {calls} calls"] = await measure(voice, many, calls, _BETWEEN)
            ahead = _answers(2 * each + calls * each, 2 * each)
            await voice.render_ahead(ahead)
        async with open_voice(settings) as voice:
            figures["on disk, one call"] = await measure(voice, ahead)
    return figures


def _answers(first: int, count: int) -> list[str]:
    """Return so many answers, none the same as another."""
    templates = yaml.safe_load(_TEXTS.read_text(encoding="utf-8"))["answers"]
    return [
        templates[n % len(templates)].replace("{n}", num2words(n, lang="ru"))
        for n in range(first, first + count)
    ]
