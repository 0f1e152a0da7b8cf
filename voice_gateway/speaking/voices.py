"""The voices there are, and the one that the settings choose, ready to speak."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from voice_gateway.speaking.cache import DiskCache, MemoryCache
from voice_gateway.speaking.pool import Pool
from voice_gateway.speaking.preparation import Notation, Preparation
from voice_gateway.speaking.settings import SpeakingSettings
from voice_gateway.speaking.speaker import Speaker
from voice_gateway.speaking.worker import Worker

_ENGINES = "voice_gateway.speaking.engines"


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
    if settings.engine == "festival":
        return Engine(f"{_ENGINES}.festival", "festival-msu_ru_nsh_clunits", "plain")
    if settings.engine == "piper":
        assert settings.piper_voice is not None
        voice = settings.piper_voice.resolve()
        return Engine(f"{_ENGINES}.piper", f"piper-{_fingerprint(voice)}", "plain", (str(voice),))
    return Engine(f"{_ENGINES}.espeak", "espeak-zle/ru", "espeak")


def _fingerprint(voice: Path) -> str:
    """Return what tells a voice from another that is put in its place."""
    try:
        stat = voice.stat()
    except OSError:
        return str(voice)
    return f"{voice}-{stat.st_size}-{stat.st_mtime_ns}"


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
