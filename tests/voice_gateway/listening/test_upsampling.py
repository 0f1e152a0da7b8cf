"""Telephone sound at twice its rate."""

from __future__ import annotations

import numpy as np
import pytest

from voice_gateway.listening.upsampling import Doubler


@pytest.mark.parametrize("frequency", [200, 1000, 3000])
def test_a_tone_stays_the_same_tone(frequency: int) -> None:
    times = np.arange(4000) / 8000
    tone = np.sin(2 * np.pi * frequency * times).astype(np.float32)
    doubler = Doubler()
    doubled = np.concatenate([doubler.double(part) for part in np.array_split(tone, 13)])
    assert len(doubled) == 8000
    middle = doubled[1000:7000]
    expected = np.sin(2 * np.pi * frequency * (np.arange(8000) / 16000 - 8 / 8000))[1000:7000]
    assert np.abs(middle - expected).max() < 0.02
