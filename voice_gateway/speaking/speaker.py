"""The voice of a line: sentences prepared for the engine, rendered by a pool, cached, with pauses."""

import asyncio
import re
from collections.abc import AsyncGenerator, Iterable
from itertools import pairwise
from typing import Protocol

from voice_gateway.speaking.cache import DiskCache, Key, MemoryCache
from voice_gateway.speaking.preparation import Preparation
from voice_gateway.speaking.sentences import Sentence, sentences
from voice_gateway.speaking.sound import silence
from voice_gateway.speaking.voice import RATE, Piece, VoiceError

_WORD = re.compile(r"[^\W_]")
PACES = (0.5, 2.0)  # slowest and fastest


class Renderer(Protocol):
    """Renders prepared sentences."""

    async def render(self, text: str, pace: float) -> bytes:
        """Return a sentence as s16le at 8 kHz.

        Raises:
            VoiceError: it could not be made.
        """
        ...


class Speaker:
    """A ``Voice`` over any renderer."""

    rate = RATE

    def __init__(
        self,
        voice: str,
        renderer: Renderer,
        preparation: Preparation,
        memory: MemoryCache,
        disk: DiskCache | None = None,
    ) -> None:
        """``voice`` names engine and voice in the caches."""
        self._voice = voice
        self._renderer = renderer
        self._preparation = preparation
        self._memory = memory
        self._disk = disk
        self._under_way: dict[Key, asyncio.Task[bytes]] = {}

    async def speak(self, text: str, pace: float = 1.0) -> AsyncGenerator[Piece, None]:
        """Yield the sentences of a text as sound, the first while the rest is being made.

        Once closed it begins nothing more; the sentence under way is finished for the cache.

        Raises:
            VoiceError: the engine failed, or the pace is none.
        """
        if not PACES[0] <= pace <= PACES[1]:
            raise VoiceError(f"a pace is {PACES[0]} to {PACES[1]}, not {pace}")
        parts = list(sentences(text))
        if not parts:
            return
        ahead = self._begin(parts[0], pace)
        for part, coming in pairwise(parts):
            pcm = await asyncio.shield(ahead)
            ahead = self._begin(coming, pace)
            pause = silence(self._preparation.pause(part.text) / pace)
            yield Piece(part.text, part.start, pcm + pause)
        yield Piece(parts[-1].text, parts[-1].start, await asyncio.shield(ahead))

    async def render_ahead(self, texts: Iterable[str], pace: float = 1.0) -> int:
        """Render texts that are the same for everybody, and keep them on disk; returns how many were new.

        Raises:
            VoiceError: the engine failed.
            OSError: the cache cannot be written.
        """
        new = 0
        wanted = {part.text: part for text in texts for part in sentences(text)}
        for part in wanted.values():
            key = self._key(part, pace)
            if self._disk is not None and await asyncio.to_thread(self._disk.get, key) is None:
                pcm = await asyncio.shield(self._begin(part, pace))
                await asyncio.to_thread(self._disk.put, key, pcm)
                new += 1
        if self._disk is not None and new:
            await asyncio.to_thread(self._disk.shrink)
        return new

    def _key(self, part: Sentence, pace: float) -> Key:
        return Key(self._voice, self._preparation.prepare(part.text), round(pace, 2))

    def _begin(self, part: Sentence, pace: float) -> asyncio.Task[bytes]:
        """Start to fetch or render a sentence; who asks meanwhile waits for the same task."""
        key = self._key(part, pace)
        task = self._under_way.get(key)
        if task is None:
            task = asyncio.create_task(self._sound(key))
            self._under_way[key] = task
            task.add_done_callback(lambda done: self._ended(key, done))
        return task

    def _ended(self, key: Key, task: asyncio.Task[bytes]) -> None:
        """Forget a task that is done, and take note of a failure that nobody waits for any more."""
        self._under_way.pop(key, None)
        if not task.cancelled():
            task.exception()

    async def _sound(self, key: Key) -> bytes:
        if not _WORD.search(key.text):
            return b""  # signs without a word are nothing to say
        pcm = self._memory.get(key)
        if pcm is None and self._disk is not None:
            pcm = await asyncio.to_thread(self._disk.get, key)
        if pcm is None:
            pcm = await self._renderer.render(key.text, key.pace)
        self._memory.put(key, pcm)
        return pcm
