"""Festival and Piper, as the settings choose them."""

import shutil

import numpy as np
import pytest

from tests.voice_gateway.speaking.toy_voice import write_toy_voice
from voice_gateway.speaking.settings import SettingsError, SpeakingSettings
from voice_gateway.speaking.sound import Sound, voiced_rms
from voice_gateway.speaking.voice import RATE, VoiceError
from voice_gateway.speaking.voices import open_voice

NEEDS_FESTIVAL = pytest.mark.skipif(
    shutil.which("festival") is None, reason="needs festival and festvox-ru"
)


@pytest.fixture
def choose(monkeypatch, tmp_path):
    def chosen(**variables):
        monkeypatch.setenv("MIA_VAR", str(tmp_path))
        monkeypatch.setenv("MIA_VOICE_WORKERS", "1")
        for name, value in variables.items():
            monkeypatch.setenv(name, str(value))
        return SpeakingSettings.from_environment()

    return chosen


@NEEDS_FESTIVAL
async def test_festival_speaks_at_the_loudness_of_the_line(choose):
    async with open_voice(choose(MIA_VOICE="festival")) as voice:
        pieces = [p async for p in voice.speak("Здравствуйте, я Мия. Тариф «Мой онлайн+», SMS.")]
    assert len(pieces) == 2
    for piece in pieces:
        assert 0.8 < len(piece.pcm) / 2 / RATE < 5
        assert 0.05 < voiced_rms(Sound.of_pcm(piece.pcm, RATE)) < 0.15


@NEEDS_FESTIVAL
async def test_festival_speaks_slower(choose):
    async with open_voice(choose(MIA_VOICE="festival")) as voice:
        usual = [len(p.pcm) async for p in voice.speak("Чем я могу вам помочь?")]
        slow = [len(p.pcm) async for p in voice.speak("Чем я могу вам помочь?", pace=0.7)]
    assert slow[0] == pytest.approx(usual[0] / 0.7, rel=0.1)


@NEEDS_FESTIVAL
async def test_what_would_be_scheme_is_only_text(choose, tmp_path):
    trap = tmp_path / "trap"
    async with open_voice(choose(MIA_VOICE="festival")) as voice:
        said = f'Вот так\\") (system "touch {trap}") ("'
        assert len([p async for p in voice.speak(said)]) == 1
    assert not trap.exists()


def test_piper_needs_a_voice(choose):
    with pytest.raises(SettingsError, match="needs MIA_PIPER_VOICE"):
        choose(MIA_VOICE="piper")


async def test_a_voice_that_is_not_there_is_a_clear_error(choose, tmp_path):
    settings = choose(MIA_VOICE="piper", MIA_PIPER_VOICE=tmp_path / "none.onnx")
    with pytest.raises(VoiceError, match=r"there is no .*none\.onnx"):
        async with open_voice(settings):
            pass


async def test_piper_speaks_with_the_voice_of_a_path(choose, tmp_path):
    path = write_toy_voice(tmp_path / "toy.onnx")
    async with open_voice(choose(MIA_VOICE="piper", MIA_PIPER_VOICE=path)) as voice:
        [piece] = [p async for p in voice.speak("да нет")]
    samples = np.frombuffer(piece.pcm, "<i2")
    assert samples.size > RATE * 0.2
    spectrum = np.abs(np.fft.rfft(samples))
    assert np.argmax(spectrum) * RATE / samples.size == pytest.approx(200, abs=20)
