"""The gateway: everything that calls share, and the calls that it takes."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from uuid import UUID

import httpx

from voice_gateway import logs
from voice_gateway.admission import Admission
from voice_gateway.bot import Bot, BotAway
from voice_gateway.call import Call, Surroundings
from voice_gateway.keypad import menu
from voice_gateway.lines.line import Line
from voice_gateway.listening.recognizer import Recognition
from voice_gateway.metrics import Metrics
from voice_gateway.phrases import phrases
from voice_gateway.playing.metronome import Metronome
from voice_gateway.recording import forget, recorder
from voice_gateway.registry import Caller, Registry, Step
from voice_gateway.settings import Settings
from voice_gateway.speaking.settings import SpeakingSettings
from voice_gateway.speaking.speaker import Speaker
from voice_gateway.speaking.voice import VoiceError
from voice_gateway.speaking.voices import open_voice

logger = logging.getLogger(__name__)

_RETENTION_CHECK_SECONDS = 3600.0
_LOOK_SECONDS = 0.1
_ASKING_SECONDS = 1.0  # within which the exchange asks where an ended call goes
_WARM_SECONDS, _WARM_TRIES = 1.0, 120


class Gateway:
    """Takes calls from any line."""

    def __init__(self, settings: Settings, around: Surroundings, client: httpx.AsyncClient) -> None:
        self.settings = settings
        self.registry = Registry()
        self.metrics = around.metrics
        self._around = around
        self.client = client
        self._admission = Admission(settings.capacity, settings.overflow)
        self.is_leaving = False

    def announce(self, call: UUID, caller: Caller) -> Step:
        """Note a call that is about to arrive, and tell where it goes.

        Raises:
            ValueError: a call of this UUID was taken already.
        """
        has_place = self.registry.is_expected(call)  # announced once more, after a lost answer
        step = self._admission.decide(
            self.registry.held - has_place,
            held_by_page=self.registry.held_by_page,
            by_page=caller.by_page,
        )
        if self.is_leaving:
            step = Step(self.settings.overflow)
        if step.where == "voice":
            self.registry.announce(call, caller)
        self.metrics.calls.labels(step.where).inc()
        return step

    async def answer(self, call: UUID, line: Line) -> None:
        """Hold an announced call on a line, from its first sound to its last."""
        record = self.registry.begin(call)
        bot = Bot(self.client, self.settings.secret, call, record.caller)
        step = Step("queue")
        self.metrics.talking.inc()
        talk: Call | None = None
        try:
            with logs.about(call):
                recording = (
                    recorder(self.settings.recordings, call) if self.settings.records else None
                )
                talk = Call(line, bot, self._around, record.journal, recording)
                step = await talk.run()
        finally:
            self.metrics.talking.dec()
            self.metrics.ended.labels(talk.ending if talk else "failure").inc()
            self.metrics.dropped.inc(line.dropped)
            self.registry.end(call, step)

    async def leave(self) -> None:
        """Take no further calls, and give those under way the time that the settings allow to end.

        Where the last of them ends in time, the exchange can still ask where it goes.
        """
        self.is_leaving = True
        end = time.monotonic() + self.settings.leaving
        while self.registry.held and time.monotonic() < end:
            await asyncio.sleep(_LOOK_SECONDS)
            if not self.registry.held:
                await asyncio.sleep(_ASKING_SECONDS)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Gateway]:
    """Load the recognizer and the voice, and let the metronome beat, for as long as it is used.

    Raises:
        NoModel: there is no recognizer at the configured path.
        VoiceError: the voice cannot be started.
    """
    async with AsyncExitStack() as stack:
        recognition = await asyncio.to_thread(Recognition, settings.model)
        voice = await stack.enter_async_context(open_voice(SpeakingSettings.from_environment()))
        # Twice as many as processors: on a busy machine a thread waits for its turn as long as it works.
        threads = stack.enter_context(ThreadPoolExecutor(2 * (os.cpu_count() or 1), "listening"))
        client = httpx.AsyncClient(
            base_url=settings.bot_url, limits=httpx.Limits(max_connections=None)
        )
        await stack.enter_async_context(client)
        metrics = Metrics()
        metronome = Metronome(metrics.late.observe)
        around = Surroundings(
            recognition, voice, threads, metronome, metrics, settings.announces_recording
        )
        for work in (
            metronome.run(),
            _render(voice),
            keep_retention(settings),
            _warm(settings, client),
        ):
            _in_background(stack, work)
        yield Gateway(settings, around, client)


def _in_background(stack: AsyncExitStack, work: Coroutine[None, None, None]) -> None:
    task = asyncio.create_task(work)
    stack.callback(task.cancel)


async def _render(voice: Speaker) -> None:
    """Render what is always the same, so that it is there when it is needed."""
    try:
        await voice.render_ahead((*phrases().fixed(), *menu().fixed()))
    except (OSError, VoiceError) as error:  # it is then made when it is needed
        logger.warning("the phrases could not be rendered ahead: %s", error)


async def _warm(settings: Settings, client: httpx.AsyncClient) -> None:
    """Have the bot understand something once it is there, so that the first caller does not wait."""
    bot = Bot(client, settings.secret, UUID(int=0), Caller())
    texts = [choice.ask for choice in menu().keys.values() if choice.ask]
    for _ in range(_WARM_TRIES):
        try:
            for text in texts:
                await bot.read(text)
            return
        except BotAway:
            await asyncio.sleep(_WARM_SECONDS)


async def keep_retention(settings: Settings) -> None:
    """Delete recordings that are older than they may be, though none be made any more."""
    while True:
        try:
            await asyncio.to_thread(
                forget, settings.recordings, settings.retention_days, time.time()
            )
        except OSError as error:  # the next time it may work
            logger.error("old recordings could not be deleted: %s", error.strerror)
        await asyncio.sleep(_RETENTION_CHECK_SECONDS)
