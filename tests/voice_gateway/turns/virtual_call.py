"""A call under virtual time: the real floor and player, a line that collects, an ear that is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from voice_gateway.floor import Floor
from voice_gateway.journal import Journal
from voice_gateway.lines.line import FRAME_BYTES, OURS, SILENCE, Event, Key, PlayoutClock
from voice_gateway.listening.listener import Heard
from voice_gateway.listening.recognizer import Hypothesis
from voice_gateway.playing.player import Clip, Player
from voice_gateway.turns.rules import rules
from voice_gateway.turns.turn import Question, Turn
from voice_gateway.turns.wholeness import Reading

STEP = 0.02
LOUD = b"\x00\x10" * (FRAME_BYTES // 2)


class CollectingLine:
    """A line that keeps what is sent."""

    clock: PlayoutClock = OURS
    dropped = 0

    def __init__(self) -> None:
        self.frames: list[bytes] = []

    async def events(self) -> AsyncIterator[Event]:
        return
        yield

    def send(self, frame: bytes) -> None:
        self.frames.append(frame)

    def flush(self) -> None: ...

    async def hang_up(self) -> None: ...


@dataclass
class ToldEar:
    """An ear whose words the test gives. ``begun`` keeps the grammars it was told to use."""

    text: str = ""
    is_hearing: bool = False
    begun: list[Sequence[str]] = field(default_factory=list)

    def begin(self, grammar: Sequence[str] = ()) -> None:
        self.text = ""
        self.begun.append(grammar)

    async def final(self) -> Hypothesis:
        text, self.text = self.text, ""
        return Hypothesis(text)

    def heard_until(self, now: float) -> float:
        return now


class VirtualCall:
    """Time goes by only as the test lets it."""

    def __init__(self, readings: dict[str, Reading] | None = None) -> None:
        self.now = 0.0
        self.readings = readings or {}
        self.asked: list[str] = []
        self.line = CollectingLine()
        self.ear = ToldEar()
        self.journal = Journal(lambda: self.now)
        self.player = Player(self.line, self._begins, self._ended)
        self.floor = Floor(rules(), self.player, self._read, self.journal, lambda: self.now)
        self.floor.ear = self.ear

    def prompt(
        self,
        *sentences: str,
        expect: str = "open",
        seconds: float = 1.0,
        hear_out: bool = False,
        secret: bool = False,
        parting: bool = False,
        most: int | None = None,
        question: Question | None = None,
    ) -> None:
        """Begin to say sentences, each as long as ``seconds``."""
        asked = Question(expect, most=most, secret=secret, parting=parting)  # type: ignore[arg-type]
        self.floor.ask(question or asked)
        self.player.begin()
        start = 0
        for text in sentences:
            self.player.add(
                Clip(LOUD * round(seconds / STEP), text, start=start, hear_out=hear_out)
            )
            start += len(text) + 1
        self.player.finish()

    async def go(
        self, seconds: float, text: str | None = None, *, speech: bool | None = None
    ) -> None:
        """Let time go by; with ``text`` the caller speaks it meanwhile (``""``: a noise)."""
        speech = text is not None if speech is None else speech
        for _ in range(round(seconds / STEP)):
            self.now += STEP
            self.player.beat(self.now)
            if text is not None:
                self.ear.text = text
                self.floor.hear(Heard(self.now, speech, self.now if speech else None, text))
            elif self.ear.text or self.floor is not None:
                self.floor.hear(Heard(self.now, False, None, self.ear.text))
            self.floor.beat(self.now)
            for _ in range(5):  # what was begun in this moment is done in it
                await asyncio.sleep(0)

    def press(self, keys: str) -> None:
        for key in keys:
            self.floor.press(Key(key))

    @property
    def sounding(self) -> bool:
        """Whether the last frame that was sent can be heard."""
        return self.line.frames[-1] != SILENCE

    @property
    def heard_seconds(self) -> float:
        """How much of the prompts was sent."""
        return sum(frame != SILENCE for frame in self.line.frames) * STEP

    async def turn(self) -> Turn | None:
        """Return the caller's turn, if there was one."""
        waiting = asyncio.create_task(self.floor.turn())
        for _ in range(5):
            await asyncio.sleep(0)
        if waiting.done():
            return waiting.result()
        waiting.cancel()
        return None

    def kinds(self) -> list[str]:
        return [entry.kind for entry in self.journal.entries]

    async def _read(self, text: str) -> Reading | None:
        self.asked.append(text)
        return self.readings.get(text)

    def _begins(self, clip: Clip) -> None:
        self.floor.begins(clip)

    def _ended(self) -> None:
        self.floor.prompt_ended()
