"""The metronome: everybody is struck at every beat, whatever happens to one of them."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from voice_gateway.lines.line import FRAME_SECONDS
from voice_gateway.playing.metronome import Metronome


async def test_beats_lie_on_absolute_deadlines_and_a_failure_stops_nobody() -> None:
    metronome, beats, enough = Metronome(), list[float](), asyncio.Event()
    failures, broken = [], []

    def fails(at: float) -> None:
        failures.append(at)
        raise RuntimeError("one of them fails")

    def counts(at: float) -> None:
        beats.append(at)
        if len(beats) == 10:
            enough.set()

    metronome.join("bad", fails, lambda: broken.append("bad"))
    metronome.join("good", counts)
    running = asyncio.create_task(metronome.run())
    await asyncio.wait_for(enough.wait(), 10)
    metronome.leave("good")
    running.cancel()
    gaps = [round(b - a, 6) for a, b in pairwise(beats)]
    # A machine that was held up for long leaves beats out; none ever comes early or doubled.
    assert all(gap >= FRAME_SECONDS - 1e-6 for gap in gaps)
    assert min(gaps) == pytest.approx(FRAME_SECONDS)
    assert (len(failures), broken) == (1, ["bad"])  # who fails is told once, and struck no more
