"""The AudioSocket line: Asterisk connects by TCP and sends each call's sound both ways.

We own the clock: Asterisk plays what it gets when it gets it. A call is taken only if its UUID was
announced before; any other is refused by a hang-up frame.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable

import numpy as np

from voice_gateway.lines.frames import SOUND_RATES, Decoder, Frame, Kind, encode
from voice_gateway.lines.line import FRAME_BYTES, OURS, RATE, Event, Key, PlayoutClock, Sound

logger = logging.getLogger(__name__)

UUID_SECONDS = 2.0  # within which the first frame must come
QUIET_SECONDS = (
    300.0  # without a single byte: a muted caller sends none, and Mia asks for him sooner
)
BACKLOG_BYTES = (
    FRAME_BYTES * 25
)  # half a second that a stuck peer may owe us before frames are dropped
KEYS = frozenset("0123456789*#ABCD")

Answer = Callable[[uuid.UUID, "AudioSocketLine"], Awaitable[None]]
IsExpected = Callable[[uuid.UUID], bool]


class AudioSocketLine:
    """One call over AudioSocket."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, decoder: Decoder
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._decoder = decoder
        self._odd = b""
        self._ended = False
        self._dropped = 0

    @property
    def clock(self) -> PlayoutClock:
        """The clock is ours."""
        return OURS

    @property
    def dropped(self) -> int:
        """Frames that were not sent because the peer did not take them."""
        return self._dropped

    async def events(self) -> AsyncIterator[Event]:
        """Yield sound and keys until the caller hangs up or the connection breaks."""
        while not self._ended:
            received = await self._receive()
            if not received:
                return
            for frame in self._decoder.feed(received):
                event = self._event(frame)
                if event is not None:
                    yield event
                if self._ended:
                    return

    def send(self, frame: bytes) -> None:
        """Send a frame of sound in one write."""
        if self._ended or self._writer.is_closing():
            return
        transport = self._writer.transport
        if transport.get_write_buffer_size() > BACKLOG_BYTES:
            self._dropped += 1
            return
        self._writer.write(encode(Kind.SOUND_8K, frame))

    def flush(self) -> None:
        """Do nothing: the peer holds no sound back."""

    async def hang_up(self) -> None:
        """Send the hang-up frame, then close."""
        if not self._ended:
            self._ended = True
            if not self._writer.is_closing():
                self._writer.write(encode(Kind.HANG_UP))
        await _close(self._writer)

    async def _receive(self) -> bytes:
        try:
            async with asyncio.timeout(QUIET_SECONDS):
                return await self._reader.read(4096)
        except (TimeoutError, ConnectionError):
            return b""

    def _event(self, frame: Frame) -> Event | None:
        if frame.kind in SOUND_RATES:
            pcm = self._whole_samples(frame.payload)
            return Sound(_at_telephone_rate(pcm, SOUND_RATES[Kind(frame.kind)])) if pcm else None
        if frame.kind == Kind.DTMF:
            key = frame.payload.decode("ascii", "replace").upper()
            return Key(key) if key in KEYS else None
        if frame.kind in (Kind.HANG_UP, Kind.ERROR):
            self._ended = True
        return None

    def _whole_samples(self, payload: bytes) -> bytes:
        """Return whole samples; an odd byte waits for its other half in the next frame."""
        whole = self._odd + payload
        cut = len(whole) - len(whole) % 2
        self._odd = whole[cut:]
        return whole[:cut]


class AudioSocketServer:
    """Listens for Asterisk's connections and hands each announced call over."""

    def __init__(self, is_expected: IsExpected, answer: Answer) -> None:
        self._is_expected = is_expected
        self._answer = answer
        self._server: asyncio.Server | None = None
        self._calls: set[asyncio.Task[None]] = set()

    @property
    def port(self) -> int:
        """The port that is listened on."""
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    async def start(self, host: str, port: int) -> None:
        """Begin to listen. Raises ``OSError`` if the port is taken."""
        self._server = await asyncio.start_server(self._connected, host, port)

    async def stop(self, seconds: float = 5.0) -> None:
        """Listen no more, and end the calls under way."""
        if self._server is not None:
            self._server.close()
        for task in self._calls:
            task.cancel()
        if self._calls:
            await asyncio.wait(self._calls, timeout=seconds)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._calls.add(task)
        try:
            await self._serve(reader, writer)
        except asyncio.CancelledError:
            logger.info("a call was ended with the gateway")
        finally:
            self._calls.discard(task)
            await _close(writer)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        peer: socket.socket = writer.get_extra_info("socket")
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        decoder = Decoder()
        call = await _uuid(reader)
        if call is None or not self._is_expected(call):
            logger.warning("a connection without an announced call was refused")
            writer.write(encode(Kind.HANG_UP))
            return
        line = AudioSocketLine(reader, writer, decoder)
        try:
            await self._answer(call, line)
        finally:
            await line.hang_up()


async def _uuid(reader: asyncio.StreamReader) -> uuid.UUID | None:
    """Return the call's UUID, ``None`` if the first frame is not one or does not come in time."""
    try:
        async with asyncio.timeout(UUID_SECONDS):
            header = await reader.readexactly(3)
            if header[0] != Kind.UUID or header[1:] != b"\x00\x10":
                return None
            return uuid.UUID(bytes=await reader.readexactly(16))
    except (TimeoutError, asyncio.IncompleteReadError, ConnectionError):
        return None


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    try:
        async with asyncio.timeout(1.0):
            await writer.wait_closed()
    except (TimeoutError, ConnectionError):
        writer.transport.abort()


def _at_telephone_rate(pcm: bytes, rate: int) -> bytes:
    """Return sound of another rate at the telephone's, by linear interpolation of a short mean."""
    if rate == RATE:
        return pcm
    samples = np.frombuffer(pcm, "<i2").astype(np.float32)
    width = max(round(rate / RATE), 1)
    smooth = np.convolve(samples, np.full(width, 1 / width, np.float32), "same")
    places = np.arange(0, len(samples), rate / RATE)
    return np.interp(places, np.arange(len(samples)), smooth).astype("<i2").tobytes()
