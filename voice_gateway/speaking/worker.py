"""One engine's process, seen from the gateway: a request, a deadline, a new process after trouble."""

import asyncio
import contextlib
import json
import os
import signal
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Awaitable, Sequence

from voice_gateway.speaking.voice import VoiceError

_LINE_LIMIT = 1 << 20


class Worker:
    """Renders one sentence at a time.

    The process starts with the first sentence and is killed, with its children, when it misses its
    deadline or breaks the protocol; the next sentence starts another.
    """

    def __init__(
        self, name: str, command: Sequence[str], deadline: float, start_deadline: float = 30.0
    ) -> None:
        """Describe a worker.

        Args:
            name: of the engine, for messages.
            command: what to run; it speaks the protocol of ``engines/process.py``.
            deadline: seconds for one sentence.
            start_deadline: seconds until a new process says that it is ready.
        """
        self._name = name
        self._command = tuple(command)
        self._deadline = deadline
        self._start_deadline = start_deadline
        self._process: Process | None = None
        self.starts = 0

    @property
    def pid(self) -> int | None:
        """The process, while there is one."""
        return self._process.pid if self._process else None

    async def start(self) -> None:
        """Start the process if there is none, and wait until it is ready.

        Raises:
            VoiceError: it ended, said why it cannot, or was not ready in time.
        """
        if self._process is not None and self._process.returncode is None:
            return
        self.starts += 1
        try:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                limit=_LINE_LIMIT,
                start_new_session=True,
            )
        except OSError as error:
            raise VoiceError(f"{self._name} cannot be started: {error}") from error
        try:
            await self._within(self._start_deadline, self._answer(self._process))
        except VoiceError:
            await self.stop()
            raise

    async def render(self, text: str, pace: float) -> bytes:
        """Return a sentence as s16le at 8 kHz.

        Raises:
            VoiceError: the engine failed or missed the deadline.
        """
        await self.start()
        assert self._process is not None
        return await self._within(self._deadline, self._ask(self._process, text, pace))

    async def stop(self) -> None:
        """End the process and whatever it started."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()

    async def _within(self, seconds: float, work: Awaitable[bytes]) -> bytes:
        try:
            async with asyncio.timeout(seconds):
                return await work
        except TimeoutError:
            await self.stop()
            raise VoiceError(f"{self._name} gave no answer in {seconds:g} s") from None
        except (OSError, EOFError, ValueError, KeyError) as error:
            await self.stop()
            raise VoiceError(f"{self._name} ended: {type(error).__name__}") from error
        except asyncio.CancelledError:
            await self.stop()  # half an answer would be taken for the next one's
            raise

    async def _ask(self, process: Process, text: str, pace: float) -> bytes:
        assert process.stdin is not None
        request = json.dumps({"text": text, "pace": pace}, ensure_ascii=False)
        process.stdin.write(request.encode() + b"\n")
        await process.stdin.drain()
        return await self._answer(process)

    async def _answer(self, process: Process) -> bytes:
        assert process.stdout is not None
        line = await process.stdout.readline()
        if not line:
            raise EOFError
        message = json.loads(line)
        if "error" in message:
            raise VoiceError(f"{self._name}: {message['error']}")
        return await process.stdout.readexactly(message.get("bytes", 0))
