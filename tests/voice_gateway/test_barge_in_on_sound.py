"""How soon she falls silent when the caller speaks: real speech, detector and recognizer, frames counted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from typing import Any

import numpy as np
import pytest

from tests.voice_gateway.turns.virtual_call import STEP, VirtualCall
from voice_gateway.caller.telephone import AUDIBLE
from voice_gateway.caller.voice import caller_voice
from voice_gateway.lines.line import FRAME_BYTES, SILENCE
from voice_gateway.listening.ear import Ear
from voice_gateway.listening.listener import Listener
from voice_gateway.listening.model import missing_from
from voice_gateway.listening.recognizer import Recognition
from voice_gateway.settings import SHIPPED_MODEL
from voice_gateway.turns.turn import Question

WITHIN_FRAMES = 5  # a tenth of a second
VOICES = ("zle/ru+m3", "zle/ru+f2", "zle/ru+m1", "zle/ru+f4")
NOTHING: Mapping[int, Callable[[], None]] = {}
TEXTS = ("какой у меня тариф", "нет подождите", "а сколько осталось минут", "мне нужен человек")

pytestmark = pytest.mark.skipif(bool(missing_from(SHIPPED_MODEL)), reason="no model is shipped")


class AtOnce(Executor):
    """Does what it is given at once, so that time goes by only as the test lets it."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


class HearingCall(VirtualCall):
    """A call under virtual time that hears real sound."""

    def __init__(self, recognition: Recognition) -> None:
        super().__init__()
        self.real_ear = Ear(Listener(recognition), AtOnce(), self.floor.hear)
        self.floor.ear = self.real_ear
        self._running = asyncio.create_task(self.real_ear.run())

    async def listen(
        self, pcm: bytes, meanwhile: Mapping[int, Callable[[], None]] = NOTHING
    ) -> list[bool]:
        """Let the caller's sound go by; returns for each frame whether hers could be heard beside it.

        ``meanwhile`` is done as a frame has come and nobody knows yet what it is.
        """
        heard = []
        for number, at in enumerate(range(0, len(pcm), FRAME_BYTES)):
            self.now += STEP
            self.player.beat(self.now)
            heard.append(self.sounding)
            self.real_ear.feed(pcm[at : at + FRAME_BYTES].ljust(FRAME_BYTES, b"\0"), self.now)
            meanwhile.get(number, lambda: None)()
            for _ in range(10):  # what was begun in this moment is done in it
                await asyncio.sleep(0)
            self.floor.beat(self.now)
        return heard


@pytest.fixture(scope="module")
def recognition() -> Recognition:
    return Recognition(SHIPPED_MODEL)


@pytest.fixture(scope="module")
def spoken() -> list[tuple[str, str, bytes]]:
    async def made() -> list[tuple[str, str, bytes]]:
        found = []
        for name in VOICES:
            async with caller_voice(name) as voice:
                found += [(name, text, await voice.render(text, 1.0)) for text in TEXTS]
        return found

    return asyncio.run(made())


def first_audible(pcm: bytes) -> int:
    """Return the frame in which the caller begins."""
    samples = np.abs(np.frombuffer(pcm, "<i2").astype(np.int32))
    return int(np.flatnonzero(samples > AUDIBLE)[0]) * 2 // FRAME_BYTES


async def test_a_prompt_stops_within_a_tenth_of_a_second_of_speech(
    recognition: Recognition, spoken: list[tuple[str, str, bytes]]
) -> None:
    late = {}
    for voice, text, pcm in spoken:
        call = HearingCall(recognition)
        call.prompt("Ваш тариф Онлайн, в нём двадцать гигабайт.", seconds=20.0)
        assert all(await call.listen(SILENCE * 50))
        heard = await call.listen(pcm)
        late[voice, text] = sum(heard[first_audible(pcm) :])
    assert max(late.values()) <= WITHIN_FRAMES, late


async def test_a_prompt_stops_at_the_very_next_frame_after_a_key(recognition: Recognition) -> None:
    call = HearingCall(recognition)
    call.prompt("Ваш тариф Онлайн, в нём двадцать гигабайт.", seconds=20.0)
    assert all(await call.listen(SILENCE * 50))
    call.press("1")
    assert not any(await call.listen(SILENCE * 10))


async def test_hiss_on_the_line_does_not_stop_her(recognition: Recognition) -> None:
    call = HearingCall(recognition)
    call.prompt("Ваш тариф Онлайн, в нём двадцать гигабайт.", seconds=20.0)
    hiss = np.random.default_rng(1).normal(0, 300, 160 * 100).astype("<i2").tobytes()
    assert all(await call.listen(hiss))


@pytest.mark.parametrize("later", range(0, 24, 3))
async def test_who_begins_to_speak_as_she_does_is_heard_from_his_first_word(
    recognition: Recognition, spoken: list[tuple[str, str, bytes]], later: int
) -> None:
    """She asks «are you there» so many frames after his first sound."""
    _, text, pcm = spoken[0]
    call = HearingCall(recognition)
    await call.listen(SILENCE * 50)
    call.floor.ask(Question())
    await call.listen(SILENCE * 50)
    asks = {first_audible(pcm) + later: lambda: call.prompt("Вы на связи?", seconds=3.0)}
    await call.listen(pcm + SILENCE * 60, asks)
    turn = await call.turn()
    assert turn is not None
    assert turn.text == text
