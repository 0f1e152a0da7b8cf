"""Calls with real sound both ways: a synthesizer's voice, AudioSocket, recognition, the bot, the answer."""

from __future__ import annotations

import asyncio
import json
import wave
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import numpy as np
import pytest
import vosk

from actions.service_tokens import ServiceToken, issue
from tests.stack import Stack
from tests.waiting import until_async
from voice_gateway.caller.conversation import (
    CallerClient,
    CallFailed,
    Place,
    Said,
    converse,
)
from voice_gateway.caller.voice import caller_voice
from voice_gateway.lines.line import RATE
from voice_gateway.listening.model import missing_from
from voice_gateway.settings import model_path
from voice_gateway.speaking.worker import Worker

SUBSCRIBER = "79000000001"
PIN = "4821"

pytestmark = pytest.mark.skipif(
    bool(missing_from(model_path())), reason=f"no recognizer at {model_path()}"
)


@pytest.fixture(scope="module")
def line(stack: Stack) -> Iterator[Stack]:
    """The product with its gateway, which records."""
    stack.voice_env = {
        "MIA_VOSK_MODEL": str(model_path()),
        "MIA_CALL_RECORDING": "1",
        "MIA_CALL_LEAVING_SECONDS": "60",  # for a test that lets a call end
    }
    stack.start("voice")
    yield stack
    stack.children.pop("voice").stop()


@pytest.fixture
async def voice() -> AsyncIterator[Worker]:
    async with caller_voice() as worker:
        yield worker


def client(stack: Stack) -> CallerClient:
    return CallerClient(Place(stack.voice_url, port=stack.audiosocket_port), stack.secret)


def following(stack: Stack, call: Any) -> str:
    token = issue(stack.secret, "gateway", ServiceToken(None, "phone", "anonymous"))
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.get(f"{stack.voice_url}/calls/{call}/next", headers=headers, timeout=5).text


def recognized(pcm: bytes) -> str:
    """Return what a recognizer hears in Mia's voice."""
    recognizer = vosk.KaldiRecognizer(vosk.Model(str(model_path())), 8000)
    found = []
    for at in range(0, len(pcm), 8000):
        if recognizer.AcceptWaveform(pcm[at : at + 8000]):
            found.append(json.loads(recognizer.Result())["text"])
    found.append(json.loads(recognizer.FinalResult())["text"])
    return " ".join(found)


async def test_a_caller_asks_for_his_balance(line: Stack, voice: Worker) -> None:
    said = [
        Said(text, pcm=await voice.render(text, 1.0)) for text in ("какой у меня баланс", "спасибо")
    ]
    async with client(line).call(SUBSCRIBER) as (telephone, follower):
        conversation = await converse(telephone, follower, said)
    assert "может записываться" in conversation.greeting
    balance, thanks = conversation.exchanges
    assert balance.heard == "какой у меня баланс"
    assert "триста сорок два рубля" in balance.answer
    assert balance.latency is not None
    assert set(balance.stages) == {"endpoint", "recognition", "answer", "speech", "total"}
    assert thanks.heard == "спасибо"
    heard = recognized(bytes(telephone.heard))
    assert "триста сорок" in heard, heard


async def test_the_caller_interrupts_and_is_answered(line: Stack, voice: Worker) -> None:
    question = await voice.render("какой у меня баланс", 1.0)
    other = await voice.render("какой у меня тариф", 1.0)
    async with client(line).call(SUBSCRIBER) as (telephone, follower):
        await follower.until("quiet")
        await telephone.say(question)
        await follower.until("sound")
        await telephone.say(other)
        entries = await follower.until("reply")
    kinds = [entry["kind"] for entry in entries]
    assert "interrupted" in kinds
    assert "тариф" in entries[-1]["text"].lower()


async def test_an_aha_does_not_interrupt(line: Stack, voice: Worker) -> None:
    question = await voice.render("какой у меня баланс", 1.0)
    aha = await voice.render("ага", 1.0)
    async with client(line).call(SUBSCRIBER) as (telephone, follower):
        await follower.until("quiet")
        await telephone.say(question)
        await follower.until("sound")
        await telephone.say(bytes(2 * RATE))  # a second of silence, past the protected moment
        await telephone.say(aha)
        entries = await follower.until("quiet")
    kinds = [entry["kind"] for entry in entries]
    assert "interrupted" not in kinds
    assert "heard" not in kinds


async def test_a_key_calls_a_person_and_the_dialplan_learns_where(line: Stack) -> None:
    async with client(line).call(SUBSCRIBER) as (telephone, follower):
        await follower.until("reply")
        telephone.press("0")
        entries = await follower.until("ended")
        assert entries[-1]["how"].startswith("queue")
        await asyncio.wait_for(telephone.ended.wait(), 10)
        assert following(line, follower.call) == entries[-1]["how"]


async def test_a_pin_by_keys_is_nowhere_in_the_journal(line: Stack, voice: Worker) -> None:
    question = await voice.render("какой у меня баланс", 1.0)
    async with client(line).call(SUBSCRIBER, vouched=False) as (telephone, follower):
        await follower.until("quiet")
        await telephone.say(question)
        asked = await follower.until("reply")
        assert asked[-1]["secret"] is True
        for key in PIN:
            telephone.press(key)
        answered = await follower.until("reply")
        assert "триста сорок два рубля" in answered[-1]["text"]
        assert PIN not in json.dumps([*asked, *answered])


async def test_a_caller_who_hangs_up_leaves_nothing_behind(line: Stack) -> None:
    async with client(line).call(SUBSCRIBER) as (telephone, follower):
        await follower.until("reply")
        await telephone.hang_up()
        entries = await follower.until("ended")
        assert entries[-1]["how"] == "caller"
        assert following(line, follower.call) == "hangup"


async def test_a_call_is_recorded_on_both_sides(line: Stack, voice: Worker) -> None:
    question = await voice.render("спасибо", 1.0)
    async with client(line).call(SUBSCRIBER) as (telephone, follower):
        await follower.until("quiet")
        await telephone.say(question)
        await follower.until("quiet")
        await telephone.hang_up()
        await follower.until("ended")
        (path,) = (line.var / "recordings").glob(f"*-{follower.call}.wav")
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getframerate()) == (2, 8000)
        both = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2)
    assert np.abs(both[:, 0].astype(int)).max() > 1000
    assert np.abs(both[:, 1].astype(int)).max() > 1000
    assert path.stat().st_mode & 0o077 == 0


async def test_a_pin_that_is_said_is_not_recorded(line: Stack, voice: Worker) -> None:
    question = await voice.render("какой у меня баланс", 1.0)
    pin = await voice.render("четыре восемь два один", 1.0)
    async with client(line).call(SUBSCRIBER, vouched=False) as (telephone, follower):
        await follower.until("quiet")
        await telephone.say(question)
        await follower.until("quiet")
        await telephone.say(pin)
        answered = await follower.until("quiet")
        assert "триста сорок два рубля" in str(answered)
        await telephone.hang_up()
        await follower.until("ended")
        (path,) = (line.var / "recordings").glob(f"*-{follower.call}.wav")
    with wave.open(str(path)) as file:
        both = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2)
    said = "".join(recognized(both[:, 0].tobytes()).split())
    assert said == "какойуменябаланс"


async def test_a_gateway_told_to_stop_lets_the_call_end_and_takes_no_other(line: Stack) -> None:
    async with client(line).call(SUBSCRIBER) as (telephone, follower):
        await follower.until("reply")
        process = line.children["voice"].process
        process.terminate()
        ready = f"{line.voice_url}/health/ready"
        await until_async(lambda: httpx.get(ready, timeout=5).is_error)
        with pytest.raises(CallFailed, match="keypad"):
            async with client(line).call(SUBSCRIBER):
                pass
        telephone.press("0")
        entries = await follower.until("ended")
        assert entries[-1]["how"].startswith("queue")
        assert following(line, follower.call) == entries[-1]["how"]
        assert await asyncio.to_thread(process.wait, 20) is not None
    line.children.pop("voice")
    line.start("voice")
