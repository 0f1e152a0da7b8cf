"""A call: from its first sound to its last, over any line. It joins line, ear, floor, mouth and talk."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Literal

from knowledge.hours import agents_are_there
from voice_gateway.bot import Bot, BotAway
from voice_gateway.floor import Floor
from voice_gateway.journal import Journal
from voice_gateway.lines.line import Key, Line
from voice_gateway.listening.ear import Ear
from voice_gateway.listening.listener import Listener
from voice_gateway.listening.recognizer import Recognition
from voice_gateway.metrics import Metrics
from voice_gateway.playing.metronome import Metronome
from voice_gateway.playing.mouth import Mouth
from voice_gateway.playing.player import Clip, Player
from voice_gateway.recording import Recorder
from voice_gateway.registry import HANG_UP, Step
from voice_gateway.speaking.voice import Voice
from voice_gateway.talk import QUEUE, Means, Talk
from voice_gateway.turns.rules import rules
from voice_gateway.turns.wholeness import Reading

# He hung up; Mia said goodbye or transferred; the bot was away; something failed; the gateway was stopped.
Ending = Literal["caller", "goodbye", "transfer", "bot_away", "failure", "stopped"]
_ENDINGS: Mapping[str, Ending] = {"hangup": "goodbye", "queue": "transfer"}

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all calls of a gateway share."""

    recognition: Recognition
    voice: Voice
    threads: Executor
    metronome: Metronome
    metrics: Metrics
    announces_recording: bool


class Call:
    """One call. ``ending`` tells how it ended, for those who count."""

    def __init__(
        self,
        line: Line,
        bot: Bot,
        around: Surroundings,
        journal: Journal,
        recorder: Recorder | None = None,
    ) -> None:
        self._line = line
        self._bot = bot
        self._around = around
        self._journal = journal
        self._recorder = recorder
        self.ending: Ending = "stopped"
        self._clock = asyncio.get_running_loop().time
        self._broken = asyncio.Event()
        self._player = Player(line, self._sounds, self._falls_quiet)
        mouth = Mouth(around.voice, self._player, self._broken.set)
        self._mouth = mouth
        self._floor = Floor(rules(), self._player, self._read, journal, self._clock)
        self._floor.stop_speaking = mouth.stop
        self._ear = Ear(Listener(around.recognition), around.threads, self._floor.hear)
        self._floor.ear = self._ear
        means = Means(bot, self._floor, mouth, journal, self._clock, agents_are_there)
        self._talk = Talk(means, announces_recording=around.announces_recording)

    async def run(self) -> Step:
        """Hold the call until it ends; returns where the caller goes."""
        if self._recorder is not None:
            self._player.sent = self._recorder.say
        self._around.metronome.join(self, self._beat, self._broken.set)
        talking = asyncio.create_task(self._talk.hold())
        line = asyncio.create_task(self._receive())
        others = [asyncio.create_task(self._ear.run()), asyncio.create_task(self._breaks())]
        tasks: list[asyncio.Task[Step] | asyncio.Task[None]] = [talking, line, *others]
        try:
            await asyncio.wait(tasks, return_when="FIRST_COMPLETED")
            return await self._outcome(talking, line, _failure(tasks))
        finally:
            self._around.metronome.leave(self)
            self._mouth.stop()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            if self._recorder is not None:
                self._recorder.close()

    async def _breaks(self) -> None:
        """Wait until the voice or a beat fails: without them there is no call."""
        await self._broken.wait()

    async def _outcome(
        self,
        talking: asyncio.Task[Step],
        line: asyncio.Task[None],
        failure: BaseException | None,
    ) -> Step:
        """Return the next step after whichever came to its end first; with a ``failure``, the queue."""
        if failure is None and talking.done():
            step = talking.result()
            self.ending = "bot_away" if self._talk.bot_is_away else _ENDINGS[step.where]
            self._journal.write("ended", how=str(step))
            return step
        if failure is None and line.done():
            self.ending = "caller"
            self._journal.write("ended", how="caller")
            await self._tell_hang_up()
            return HANG_UP
        self.ending = "failure"
        logger.error("a call broke off on our side", exc_info=failure)
        self._journal.write("ended", how="failure")
        return QUEUE

    async def _tell_hang_up(self) -> None:
        heard = self._player.mark() if self._player.is_playing else None
        try:
            await self._bot.tell("hang_up", heard=heard)
        except BotAway as error:
            logger.warning("a hang-up could not be told: %s", error)

    async def _receive(self) -> None:
        async for event in self._line.events():
            if isinstance(event, Key):
                self._floor.press(event)
                continue
            self._ear.feed(event.pcm, self._clock())
            if self._recorder is not None:
                pcm = event.pcm
                self._recorder.hear(bytes(len(pcm)) if self._floor.is_secret else pcm)

    def _beat(self, at: float) -> None:
        self._player.beat(at)
        self._floor.beat(at)

    def _sounds(self, clip: Clip) -> None:
        """The first frame of a sentence is sent."""
        if not clip.answers:
            return
        self._floor.begins(clip)
        timings = self._talk.sounds()
        if timings is not None:
            self._around.metrics.answer.observe(timings["total"])
            self._journal.write("sound", **timings)

    def _falls_quiet(self) -> None:
        """All that was to be said has been said."""
        last = self._player.last
        if last is None or last.answers:
            self._floor.prompt_ended()

    async def _read(self, text: str) -> Reading | None:
        try:
            return await self._bot.read(text)
        except BotAway:
            return None


def _failure(tasks: Iterable[asyncio.Task[Step] | asyncio.Task[None]]) -> BaseException | None:
    """Return the error with which one of a call's tasks has ended, if one has."""
    ended = (task.exception() for task in tasks if task.done() and not task.cancelled())
    return next(filter(None, ended), None)
