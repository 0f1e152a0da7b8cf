"""The caller's telephone: the other end of an AudioSocket, as Asterisk is.

It sends a frame every 20 ms and notes when what was sent and received, for measurements at the
caller's ear.
"""

from __future__ import annotations

import asyncio
import socket
import wave
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import numpy as np

from voice_gateway.lines.frames import Decoder, Kind, encode
from voice_gateway.lines.line import FRAME_BYTES, FRAME_SECONDS, RATE, SILENCE

AUDIBLE = 100  # of 32,768, about -50 dB of full scale: below it there is silence
KEYPAD = frozenset("0123456789*#")
_CONNECT_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Arrival:
    """A frame of Mia's: when it arrived, and whether it can be heard."""

    at: float
    audible: bool


class Telephone:
    """One call's far end. Times are seconds on the loop's clock."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._clock: Callable[[], float] = asyncio.get_running_loop().time
        self._to_say = bytearray()
        self._tasks: list[asyncio.Task[None]] = []
        self._silent = asyncio.Event()
        self._silent.set()
        self.ended = asyncio.Event()
        self.arrivals: list[Arrival] = []
        self.said = bytearray()
        self.heard = bytearray()
        self.voiced: float | None = None

    @classmethod
    async def dial(cls, host: str, port: int, call: UUID) -> Telephone:
        """Connect and say which call it is. Raises ``OSError``, ``TimeoutError``."""
        async with asyncio.timeout(_CONNECT_SECONDS):
            reader, writer = await asyncio.open_connection(host, port)
        peer: socket.socket = writer.get_extra_info("socket")
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        writer.write(encode(Kind.UUID, call.bytes))
        telephone = cls(reader, writer)
        telephone._tasks = [
            asyncio.create_task(telephone._send()),
            asyncio.create_task(telephone._receive()),
        ]
        return telephone

    async def say(self, pcm: bytes) -> float:
        """Speak; returns when the last audible sample was said, at once where the call has ended."""
        audible = np.flatnonzero(np.abs(np.frombuffer(pcm, "<i2").astype(np.int32)) > AUDIBLE)
        after = len(pcm) // 2 - (int(audible[-1]) + 1 if audible.size else 0)
        if self.ended.is_set():
            return self._clock()
        self._silent.clear()
        self._to_say += pcm
        await self._silent.wait()
        self.voiced = self._clock() - after / RATE
        return self.voiced

    def press(self, key: str) -> None:
        """Press a key."""
        self._writer.write(encode(Kind.DTMF, key.encode("ascii")))

    def first_sound(self, since: float) -> float | None:
        """Return when the first audible frame after a time arrived, ``None`` if none has."""
        return next((a.at for a in self.arrivals if a.at > since and a.audible), None)

    async def hang_up(self) -> None:
        """Hang up as callers do: a bare close."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._writer.close()
        with suppress(ConnectionError):
            await self._writer.wait_closed()

    def save(self, path: Path) -> None:
        """Write both sides as a stereo WAV: the caller left, Mia right. Raises ``OSError``."""
        length = max(len(self.said), len(self.heard))
        both = np.zeros(length, "<i2")
        for side, pcm in enumerate((self.said, self.heard)):
            samples = np.frombuffer(bytes(pcm), "<i2")
            both[side::2][: len(samples)] = samples
        with wave.open(str(path), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(both.tobytes())

    async def _send(self) -> None:
        due = self._clock()
        while not self.ended.is_set():
            frame = bytes(self._to_say[:FRAME_BYTES])
            del self._to_say[:FRAME_BYTES]
            frame = frame.ljust(FRAME_BYTES, b"\0") if frame else SILENCE
            self._writer.write(encode(Kind.SOUND_8K, frame))
            self.said += frame
            if not self._to_say:
                self._silent.set()
            due += FRAME_SECONDS
            await asyncio.sleep(max(due - self._clock(), 0))

    async def _receive(self) -> None:
        decoder = Decoder()
        try:
            while not self.ended.is_set():
                received = await self._reader.read(4096)
                if not received:
                    break
                for frame in decoder.feed(received):
                    self._take(frame.kind, frame.payload)
        except ConnectionError:
            pass  # as good as a close
        finally:
            self.ended.set()
            self._silent.set()

    def _take(self, kind: int, payload: bytes) -> None:
        if kind == Kind.HANG_UP:
            self.ended.set()
        if kind != Kind.SOUND_8K:
            return
        loudest = int(np.abs(np.frombuffer(payload, "<i2").astype(np.int32)).max(initial=0))
        self.arrivals.append(Arrival(self._clock(), loudest > AUDIBLE))
        self.heard += payload
