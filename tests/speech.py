"""What a caller says, as a WAV on a time line, and what he heard, as words."""

from __future__ import annotations

import asyncio
import json
import wave
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import vosk

from voice_gateway.lines.line import RATE
from voice_gateway.settings import Settings
from voice_gateway.speaking.settings import SpeakingSettings
from voice_gateway.speaking.voices import open_voice


def say(file: Path, *said: tuple[float, str], seconds: float = 60.0) -> Path:
    """Write a WAV of so many seconds in which each text begins at its second; silence otherwise."""
    sound = bytearray(int(seconds * RATE) * 2)
    with ThreadPoolExecutor(1) as apart:  # a browser's loop may run in this thread
        spoken = apart.submit(asyncio.run, _spoken([text for _, text in said])).result()
    for text, pcm in spoken.items():
        at = next(start for start, words in said if words == text)
        begin = int(at * RATE) * 2
        sound[begin : begin + len(pcm)] = pcm
    with wave.open(str(file), "wb") as wav:
        wav.setparams((1, 2, RATE, 0, "NONE", ""))
        wav.writeframes(bytes(sound))
    return file


def words(pcm: bytes) -> str:
    """Return what the recognizer that ships hears in a sound of s16le at 8 kHz."""
    vosk.SetLogLevel(-1)
    recognizer = vosk.KaldiRecognizer(vosk.Model(str(Settings.from_environment().model)), RATE)
    heard = []
    for at in range(0, len(pcm), RATE):
        if recognizer.AcceptWaveform(pcm[at : at + RATE]):
            heard.append(json.loads(recognizer.Result())["text"])
    heard.append(json.loads(recognizer.FinalResult())["text"])
    return " ".join(filter(None, heard))


async def _spoken(texts: list[str]) -> dict[str, bytes]:
    async with open_voice(SpeakingSettings.from_environment()) as voice:
        return {text: b"".join([piece.pcm async for piece in voice.speak(text)]) for text in texts}
