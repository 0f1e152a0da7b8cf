"""What is begun to be said while something else is: fillers are let finish, answers are dropped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from tests.voice_gateway.turns.virtual_call import LOUD, CollectingLine
from voice_gateway.lines.line import SILENCE
from voice_gateway.playing.mouth import Mouth, Spoken
from voice_gateway.playing.player import Player
from voice_gateway.speaking.voice import Piece

FRAMES = 5  # of each text


class HeldVoice:
    """A voice that makes a text's sound when the test lets it."""

    def __init__(self) -> None:
        self.made = asyncio.Event()

    async def speak(self, text: str, pace: float = 1.0) -> AsyncIterator[Piece]:
        await self.made.wait()
        yield Piece(text, 0, LOUD * FRAMES)


class Said:
    """A mouth, its line, and the texts whose sound was begun."""

    def __init__(self) -> None:
        self.voice, self.line, self.begun = HeldVoice(), CollectingLine(), list[str]()
        self.player = Player(self.line, lambda clip: self.begun.append(clip.text), lambda: None)
        self.mouth = Mouth(self.voice, self.player, lambda: None)  # type: ignore[arg-type]

    async def go(self, frames: int) -> None:
        for _ in range(frames):
            for _ in range(10):
                await asyncio.sleep(0)
            self.player.beat(0.0)


async def test_a_filler_that_is_still_being_made_is_said_before_the_answer() -> None:
    said = Said()
    said.mouth.say([Spoken("Разговор может записываться.", answers=False)])
    await said.go(2)
    said.mouth.say([Spoken("Здравствуйте!")])
    await said.go(2)
    said.voice.made.set()
    await said.go(2 * FRAMES + 2)
    assert said.begun == ["Разговор может записываться.", "Здравствуйте!"]
    assert sum(frame != SILENCE for frame in said.line.frames) == 2 * FRAMES


async def test_an_answer_that_is_still_being_made_is_dropped_for_the_next() -> None:
    said = Said()
    said.mouth.say([Spoken("Первый ответ.")])
    await said.go(2)
    said.mouth.say([Spoken("Второй ответ.")])
    said.voice.made.set()
    await said.go(2 * FRAMES)
    assert said.begun == ["Второй ответ."]


async def test_who_is_stopped_says_neither_filler_nor_answer() -> None:
    said = Said()
    said.mouth.say([Spoken("Секунду.", answers=False)])
    said.mouth.say([Spoken("Ответ.")])
    await said.go(2)
    said.mouth.stop()
    said.voice.made.set()
    await said.go(FRAMES)
    assert said.begun == []
