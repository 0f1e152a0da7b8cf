"""A call over a line of the test's own: how it ends, and what is told of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.voice_gateway.turns.virtual_call import CollectingLine
from voice_gateway.bot import BotAway, Reply, Utterance
from voice_gateway.call import Call, Surroundings
from voice_gateway.journal import Journal
from voice_gateway.lines.line import FRAME_BYTES, Event, Key, Sound
from voice_gateway.metrics import Metrics
from voice_gateway.playing.metronome import Metronome
from voice_gateway.speaking.voice import Piece, VoiceError


class GivenLine(CollectingLine):
    """A line on which what the test gives comes in; an error breaks it."""

    def __init__(self, *events: Event | Exception, hangs_up: bool = False) -> None:
        super().__init__()
        self._events = events
        self._hangs_up = hangs_up

    async def events(self) -> AsyncIterator[Event]:
        for event in self._events:
            if isinstance(event, Exception):
                raise event
            yield event
        if not self._hangs_up:
            await asyncio.Event().wait()


class BriefVoice:
    """Says everything in a frame, or fails."""

    rate = 8000

    def __init__(self, *, fails: bool = False) -> None:
        self._fails = fails

    async def speak(self, text: str, pace: float = 1.0) -> AsyncGenerator[Piece, None]:
        if self._fails:
            raise VoiceError("no voice")
        yield Piece(text, 0, b"\x00\x10" * (FRAME_BYTES // 2))


class ShortBot:
    """Greets, and transfers whoever presses 0; ``away`` it does not answer."""

    def __init__(self, *, away: bool = False) -> None:
        self.told: list[str] = []
        self._away = away

    async def tell(self, event: str, **told: Any) -> Reply:
        self.told.append(event)
        if self._away:
            raise BotAway("gone")
        if event == "keys":
            return Reply((Utterance("Соединяю."),), directive={"transfer": "billing"})
        return Reply((Utterance("Здравствуйте!"),))


class DeafRecognition:
    """Fails as soon as it is to hear something."""

    def decoder(self, grammar: Sequence[str] = ()) -> Any:
        raise RuntimeError("the decoder fails")


async def hold(
    line: CollectingLine, bot: ShortBot | None = None, *, voice_fails: bool = False
) -> tuple[str, str, list[str]]:
    """Hold a call; returns its step, its ending, and the kinds in its journal."""
    metronome, journal = Metronome(), Journal()
    with ThreadPoolExecutor(1) as threads:
        around = Surroundings(
            DeafRecognition(),  # type: ignore[arg-type]
            BriefVoice(fails=voice_fails),
            threads,
            metronome,
            Metrics(),
            announces_recording=False,
        )
        call = Call(line, bot or ShortBot(), around, journal)  # type: ignore[arg-type]
        beating = asyncio.create_task(metronome.run())
        try:
            step = await asyncio.wait_for(call.run(), 20)
        finally:
            beating.cancel()
    return str(step), call.ending, [entry.kind for entry in journal.entries]


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        (lambda: GivenLine(hangs_up=True), ("hangup", "caller")),
        (lambda: GivenLine(Key("0")), ("queue:billing", "transfer")),
        (lambda: GivenLine(RuntimeError("the line breaks")), ("queue", "failure")),
    ],
)
async def test_how_a_call_ends(line: Callable[[], CollectingLine], ends: tuple[str, str]) -> None:
    step, ending, kinds = await hold(line())
    assert (step, ending) == ends
    assert kinds[-1] == "ended"


async def test_a_hang_up_is_told_the_bot() -> None:
    bot = ShortBot()
    await hold(GivenLine(hangs_up=True), bot)
    assert bot.told[-1] == "hang_up"


async def test_a_bot_that_is_away_is_an_ending_of_its_own() -> None:
    assert (await hold(GivenLine(), ShortBot(away=True)))[:2] == ("queue", "bot_away")


async def test_a_voice_that_fails_ends_the_call_in_the_queue() -> None:
    assert (await hold(GivenLine(), voice_fails=True))[:2] == ("queue", "failure")


async def test_what_broke_a_call_stands_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    broken = GivenLine(Sound(b"\x01\x00" * 160), RuntimeError("the line breaks"))
    assert (await hold(broken))[1] == "failure"
    assert "the line breaks" in caplog.text
