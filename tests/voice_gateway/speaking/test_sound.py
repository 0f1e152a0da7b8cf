"""Sound made fit for a telephone line."""

import numpy as np
import pytest

from voice_gateway.speaking.sound import Sound, for_line, resampled, silence, trimmed, voiced_rms
from voice_gateway.speaking.stretch import stretched

RATE = 22050


def tone(hertz: float, seconds: float, level: float = 0.3, rate: int = RATE) -> Sound:
    moments = np.arange(int(seconds * rate)) / rate
    return Sound((level * np.sin(2 * np.pi * hertz * moments)).astype(np.float32), rate)


def joined(*sounds: Sound) -> Sound:
    return Sound(np.concatenate([sound.samples for sound in sounds]), sounds[0].rate)


def strongest(sound: Sound) -> float:
    spectrum = np.abs(np.fft.rfft(sound.samples))
    return float(np.argmax(spectrum) * sound.rate / sound.samples.size)


def nothing(seconds: float) -> Sound:
    return Sound(np.zeros(int(seconds * RATE), dtype=np.float32), RATE)


def test_silence_around_speech_is_cut() -> None:
    whole = trimmed(joined(nothing(0.2), tone(300, 0.5), nothing(0.33)))
    assert whole.samples.size / RATE == pytest.approx(0.58, abs=0.02)


def test_silence_alone_is_nothing() -> None:
    assert for_line(nothing(1)) == b""


def test_what_a_telephone_does_not_carry_does_not_fold_over() -> None:
    heard = resampled(joined(tone(1000, 0.5)), 8000)
    assert strongest(heard) == pytest.approx(1000, abs=5)
    gone = resampled(tone(6000, 0.5), 8000)
    assert voiced_rms(gone) < 0.01


@pytest.mark.parametrize("level", [0.05, 0.2, 0.9])
def test_sentences_are_alike_in_loudness(level) -> None:
    sound = Sound.of_pcm(for_line(tone(400, 0.5, level)), 8000)
    assert voiced_rms(sound) == pytest.approx(0.1, rel=0.1)


def test_nothing_is_clipped() -> None:
    click = tone(400, 0.5, 0.02)
    click.samples[2000] = 1.0
    samples = np.frombuffer(for_line(click), "<i2")
    assert np.abs(samples).max() < 32000


def test_silence_of_a_pause() -> None:
    assert silence(0.25) == bytes(4000)


@pytest.mark.parametrize("pace", [0.6, 0.8, 1.25, 1.6])
def test_a_stretched_tone_keeps_its_pitch(pace) -> None:
    slow = stretched(tone(220, 1.0), pace)
    assert slow.samples.size / RATE == pytest.approx(1 / pace, abs=0.05)
    assert strongest(slow) == pytest.approx(220, abs=8)


def test_the_usual_pace_changes_nothing() -> None:
    sound = tone(220, 0.5)
    assert stretched(sound, 1.0) is sound
