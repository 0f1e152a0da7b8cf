"""Sentences rendered by a pool of engine processes, each sentence once however many ask for it."""

import asyncio
from collections.abc import Callable

from voice_gateway.speaking.voice import VoiceError
from voice_gateway.speaking.worker import Worker

_TRIES = 2  # the second in a new process


class Pool:
    """Renders as many sentences at once as it has workers; more wait for a free one."""

    def __init__(self, make: Callable[[], Worker], size: int) -> None:
        """Describe a pool; processes start when they are first needed, or by ``start``."""
        if size < 1:
            raise ValueError("a pool has at least one worker")
        self._workers = [make() for _ in range(size)]
        self._closed = False
        self._free: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        for worker in self._workers:
            self._free.put_nowait(worker)

    async def start(self) -> None:
        """Start every process, so that nobody waits for it later.

        Raises:
            VoiceError: one cannot be started.
        """
        await asyncio.gather(*(worker.start() for worker in self._workers))

    async def render(self, text: str, pace: float) -> bytes:
        """Return a prepared sentence as s16le at 8 kHz.

        Raises:
            VoiceError: two processes in a row failed at it.
        """
        worker = await self._free.get()
        try:
            for _ in range(_TRIES - 1):
                try:
                    return await self._once(worker, text, pace)
                except VoiceError:
                    continue
            return await self._once(worker, text, pace)
        finally:
            self._free.put_nowait(worker)

    async def stop(self) -> None:
        """End all processes; nothing is rendered any more."""
        self._closed = True
        await asyncio.gather(*(worker.stop() for worker in self._workers))

    async def _once(self, worker: Worker, text: str, pace: float) -> bytes:
        if self._closed:  # a second try would start a process that nobody ends
            raise VoiceError("the voice is closed")
        return await worker.render(text, pace)
