"""The ear: silence costs no thread, and nothing of what was said before it woke is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from voice_gateway.caller.voice import caller_voice
from voice_gateway.lines.line import FRAME_BYTES, FRAME_SECONDS, SILENCE
from voice_gateway.listening.ear import Ear
from voice_gateway.listening.listener import Heard, Listener
from voice_gateway.listening.model import missing_from
from voice_gateway.listening.recognizer import Recognition
from voice_gateway.settings import SHIPPED_MODEL

SAID = "какой у меня тариф"

pytestmark = pytest.mark.skipif(bool(missing_from(SHIPPED_MODEL)), reason="no model is shipped")


class CountingThreads(ThreadPoolExecutor):
    """Counts what it is given."""

    given = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.given += 1
        return super().submit(fn, *args, **kwargs)


async def test_silence_needs_no_thread_and_words_are_whole() -> None:
    async with caller_voice() as voice:
        pcm = await voice.render(SAID, 1.0)
    heard: list[Heard] = []
    with CountingThreads(1) as threads:
        ear = Ear(Listener(Recognition(SHIPPED_MODEL)), threads, heard.append)
        running = asyncio.create_task(ear.run())
        now = 0.0
        for _ in range(100):
            ear.feed(SILENCE, now := now + FRAME_SECONDS)
        assert threads.given == 0
        assert [one.until for one in heard][-1] == now
        for at in range(0, len(pcm), FRAME_BYTES):
            ear.feed(pcm[at : at + FRAME_BYTES], now := now + FRAME_SECONDS)
            await asyncio.sleep(0)
        hypothesis = await asyncio.wait_for(ear.final(), 30)
        assert hypothesis.text == SAID
        given = threads.given
        ear.feed(SILENCE, now + FRAME_SECONDS)
        assert threads.given == given > 0
        running.cancel()
