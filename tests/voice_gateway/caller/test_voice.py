"""What a caller may be given as a voice: WAV files of any rate, width and number of channels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.io import wavfile

from voice_gateway.caller.voice import NoSound, read_wav
from voice_gateway.lines.line import RATE

TONE, LEVEL = 440, 0.5  # Hz, of full scale


def tone(rate: int) -> np.ndarray:
    return LEVEL * np.sin(2 * np.pi * TONE * np.arange(rate) / rate)


def of_width(samples: np.ndarray, kind: str) -> np.ndarray:
    if kind == "float32":
        return samples.astype("float32")
    if kind == "uint8":
        return (samples * 127 + 128).astype("uint8")
    return (samples * np.iinfo(kind).max).astype(kind)


@pytest.mark.parametrize("rate", [8000, 11025, 16000, 44100, 48000])
@pytest.mark.parametrize("kind", ["uint8", "int16", "int32", "float32"])
@pytest.mark.parametrize("channels", [1, 2])
def test_a_tone_is_the_same_tone(tmp_path: Path, rate: int, kind: str, channels: int) -> None:
    file = tmp_path / "tone.wav"
    wavfile.write(file, rate, np.stack([of_width(tone(rate), kind)] * channels, axis=1))
    read = np.frombuffer(read_wav(file), "<i2") / 32768
    assert len(read) == pytest.approx(RATE, abs=2)
    inner = read[400:-400]
    assert np.sqrt(2 * np.mean(inner**2)) == pytest.approx(LEVEL, rel=0.03)
    spectrum = np.abs(np.fft.rfft(read * np.hanning(len(read))))
    assert int(spectrum.argmax()) == pytest.approx(TONE, abs=1)


def test_what_is_no_sound_is_named(tmp_path: Path) -> None:
    missing, other, empty = (tmp_path / name for name in ("missing.wav", "other.wav", "empty.wav"))
    other.write_bytes(b"ID3 this is no wave file at all")
    wavfile.write(empty, 8000, np.zeros(0, "int16"))
    for file, why in ((missing, "No such file"), (other, "not a WAV"), (empty, "no sound")):
        with pytest.raises(NoSound, match=f"{file.name}: .*{why}"):
            read_wav(file)
