"""The voices there are, and the one that the settings choose, ready to speak."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from voice_gateway.speaking.cache import DiskCache, MemoryCache
from voice_gateway.speaking.pool import Pool
from voice_gateway.speaking.preparation import Notation, Preparation
from voice_gateway.speaking.settings import SpeakingSettings
from voice_gateway.speaking.speaker import Speaker
from voice_gateway.speaking.worker import Worker


@dataclass(frozen=True, slots=True)
class Engine:
    """A kind of engine: its module, the name of its voice in the caches, and what it reads."""

    module: str
    voice: str
    notation: Notation
    options: tuple[str, ...] = ()

    def worker(self, settings: SpeakingSettings) -> Worker:
        """Return a worker that has not started yet."""
        command = (sys.executable, "-m", self.module, *self.options)
        return Worker(settings.engine, command, settings.deadline)


def engine_of(settings: SpeakingSettings) -> Engine:
    """Return the engine that the settings choose."""
    if settings.engine == "espeak":
        return Engine("voice_gateway.speaking.engines.espeak", "espeak-zle/ru", "espeak")
    raise NotImplementedError(settings.engine)


@asynccontextmanager
async def open_voice(settings: SpeakingSettings) -> AsyncIterator[Speaker]:
    """Start the engine's processes and give the voice; end them afterwards.

    Raises:
        VoiceError: the engine cannot be started.
    """
    engine = engine_of(settings)
    pool = Pool(lambda: engine.worker(settings), settings.workers)
    try:
        await pool.start()
        yield Speaker(
            engine.voice,
            pool,
            Preparation(engine.notation),
            MemoryCache(settings.memory_bytes),
            DiskCache(settings.cache, settings.disk_bytes),
        )
    finally:
        await pool.stop()
