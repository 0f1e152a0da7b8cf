"""The real engine: pyttsx3 over eSpeak NG in its process."""

import sys

import numpy as np
import pytest

from voice_gateway.speaking.settings import SettingsError, SpeakingSettings
from voice_gateway.speaking.sound import Sound, voiced_rms
from voice_gateway.speaking.voice import RATE, VoiceError
from voice_gateway.speaking.voices import open_voice
from voice_gateway.speaking.worker import Worker

ANSWER = "Здравствуйте, я Мия. На счёте сорок рублей! Чем ещё помочь?"


@pytest.fixture
def settings(monkeypatch, tmp_path):
    monkeypatch.setenv("MIA_VAR", str(tmp_path))
    monkeypatch.setenv("MIA_VOICE_WORKERS", "1")
    return SpeakingSettings.from_environment()


async def test_an_answer_is_spoken_sentence_by_sentence(settings):
    async with open_voice(settings) as voice:
        pieces = [piece async for piece in voice.speak(ANSWER)]
    assert [piece.text for piece in pieces] == [
        "Здравствуйте, я Мия.",
        "На счёте сорок рублей!",
        "Чем ещё помочь?",
    ]
    for piece in pieces:
        assert ANSWER[piece.start :].startswith(piece.text)
        assert 0.4 < len(piece.pcm) / 2 / RATE < 3
    levels = [voiced_rms(Sound.of_pcm(piece.pcm, RATE)) for piece in pieces]
    assert max(levels) < 1.3 * min(levels)


async def test_the_last_sentence_ends_with_its_last_sound(settings):
    async with open_voice(settings) as voice:
        *_, last = [piece async for piece in voice.speak(ANSWER)]
    samples = np.abs(np.frombuffer(last.pcm, "<i2").astype(int))
    assert samples[-int(0.12 * RATE) :].max() > 100


async def test_a_slower_pace_takes_longer(settings):
    async with open_voice(settings) as voice:
        usual = [len(p.pcm) async for p in voice.speak("Чем я могу вам помочь?")]
        slow = [len(p.pcm) async for p in voice.speak("Чем я могу вам помочь?", pace=0.7)]
    assert slow[0] > 1.15 * usual[0]


async def test_a_closed_voice_begins_nothing_more(settings):
    async with open_voice(settings) as voice:
        speech = voice.speak(ANSWER)
        first = await anext(speech)
        await speech.aclose()
        assert first.text == "Здравствуйте, я Мия."
        assert [p.text async for p in voice.speak("Да.")] == ["Да."]


async def test_no_words_are_no_sound(settings):
    async with open_voice(settings) as voice:
        assert [piece async for piece in voice.speak(" … ")] == []


async def test_a_process_that_hangs_is_killed_and_the_next_sentence_starts_another():
    code = (
        "import sys, time, os\n"
        "print('{\"ready\": true}', flush=True)\n"
        "for line in sys.stdin:\n"
        "    if 'виснет' in line: time.sleep(60)\n"
        "    sys.stdout.write('{\"bytes\": 2}\\n'); sys.stdout.flush()\n"
        "    sys.stdout.buffer.write(b'ok'); sys.stdout.buffer.flush()\n"
    )
    worker = Worker("test", (sys.executable, "-c", code), deadline=0.5)
    try:
        assert await worker.render("да", 1.0) == b"ok"
        first = worker.pid
        with pytest.raises(VoiceError, match=r"no answer in 0\.5 s"):
            await worker.render("виснет", 1.0)
        assert await worker.render("да", 1.0) == b"ok"
        assert worker.pid != first
    finally:
        await worker.stop()


async def test_a_process_that_cannot_start_says_why():
    worker = Worker("test", ("/no/such/engine",), deadline=1)
    with pytest.raises(VoiceError, match="cannot be started"):
        await worker.render("да", 1.0)


def test_an_unknown_engine_is_a_clear_error(monkeypatch):
    monkeypatch.setenv("MIA_VOICE", "shout")
    with pytest.raises(SettingsError, match="«shout»; it may be espeak, festival, piper"):
        SpeakingSettings.from_environment()
