"""The ear: hands one call's sound to its listener, in order, as fast as it can.

Words are looked for in a worker thread. While there is no speech, which is most of a call, the listener
needs so little that the way to a thread and back would cost more: it is then asked in the event loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from voice_gateway.listening.listener import Heard, Listener
from voice_gateway.listening.recognizer import Hypothesis

STALL_SECONDS = 0.3  # without sound, after which a line is taken for silent


@dataclass(frozen=True, slots=True)
class _Arrived:
    pcm: bytes
    at: float


@dataclass(frozen=True, slots=True)
class _Begin:
    grammar: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Final:
    told: asyncio.Future[Hypothesis]


_Job = _Arrived | _Begin | _Final


class Ear:
    """Listens to one call. ``on_heard`` is called in the event loop with what was heard."""

    def __init__(
        self, listener: Listener, threads: Executor, on_heard: Callable[[Heard], None]
    ) -> None:
        self._listener = listener
        self._threads = threads
        self._on_heard = on_heard
        self._jobs: list[_Job] = []
        self._under_way: _Arrived | None = None
        self._is_busy = False  # the listener is a thread's
        self._waiting = asyncio.Event()
        self._last = float("-inf")
        self._turn = 0  # counts turns: words of the one before are not the next one's

    def feed(self, pcm: bytes, at: float) -> None:
        """Take in sound that arrived at ``at``."""
        self._last = at
        if self._is_busy or self._jobs or not self._listener.is_asleep:
            self._put(_Arrived(pcm, at))
        elif self._listener.doze(pcm, at):
            self._on_heard(Heard(at, False, None, ""))
        else:
            self._put(_Arrived(b"", at))  # the sound itself is held already

    def begin(self, grammar: Sequence[str] = ()) -> None:
        """Forget the words so far, and listen for a new turn."""
        self._turn += 1
        self._put(_Begin(grammar))

    @property
    def is_hearing(self) -> bool:
        """Whether there was speech in this turn, though it may not have been told yet."""
        begins = any(isinstance(job, _Begin) for job in self._jobs)
        return not begins and (not self._listener.is_asleep or bool(self._jobs))

    async def final(self) -> Hypothesis:
        """Return what was said in the turn that has ended; another begins with the same grammar."""
        self._turn += 1
        told: asyncio.Future[Hypothesis] = asyncio.get_running_loop().create_future()
        self._put(_Final(told))
        return await told

    def heard_until(self, now: float) -> float:
        """Return up to when all that arrived was listened to: earlier than now under load.

        A line that stalls for a moment has not fallen silent: until ``STALL_SECONDS`` have gone by
        without sound, time stands still at the last of it.
        """
        waiting = self._under_way or next((j for j in self._jobs if isinstance(j, _Arrived)), None)
        if waiting is not None:
            return min(waiting.at, now)
        return self._last if now - self._last < STALL_SECONDS else now

    async def run(self) -> None:
        """Listen until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            await self._waiting.wait()
            self._waiting.clear()
            jobs, self._jobs = self._jobs, []
            self._under_way = next((j for j in jobs if isinstance(j, _Arrived)), None)
            turn, self._is_busy = self._turn, True
            heard, finals = await loop.run_in_executor(self._threads, self._listen, jobs)
            self._under_way, self._is_busy = None, False
            for told, hypothesis in finals:
                if not told.done():
                    told.set_result(hypothesis)
            if heard is not None and turn == self._turn:
                self._on_heard(heard)

    def _put(self, job: _Job) -> None:
        self._jobs.append(job)
        self._waiting.set()

    def _listen(
        self, jobs: Sequence[_Job]
    ) -> tuple[Heard | None, list[tuple[asyncio.Future[Hypothesis], Hypothesis]]]:
        """Do jobs in order, in a worker thread; sound that came together is listened to at once."""
        heard: Heard | None = None
        finals: list[tuple[asyncio.Future[Hypothesis], Hypothesis]] = []
        sound: list[_Arrived] = []
        for job in [*jobs, None]:
            if isinstance(job, _Arrived):
                sound.append(job)
                continue
            if sound:
                heard = self._hear(sound, heard)
                sound = []
            if isinstance(job, _Begin):
                self._listener.begin(job.grammar)
                heard = None
            elif isinstance(job, _Final):
                finals.append((job.told, self._listener.final()))
                heard = None
        return heard, finals

    def _hear(self, sound: Sequence[_Arrived], before: Heard | None) -> Heard:
        heard = self._listener.hear(b"".join(one.pcm for one in sound), sound[-1].at)
        if heard.voiced is None and before is not None:
            return Heard(heard.until, heard.speech, before.voiced, heard.text)
        return heard
