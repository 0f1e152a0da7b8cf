"""The AudioSocket line against a real TCP client that behaves as Asterisk does, and worse."""

from __future__ import annotations

import asyncio
import struct
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import numpy as np
import pytest

from voice_gateway.lines.audiosocket import AudioSocketLine, AudioSocketServer
from voice_gateway.lines.frames import Decoder, Kind, encode
from voice_gateway.lines.line import FRAME_BYTES, SILENCE, Event, Key, Sound

CALL = uuid.uuid4()
SECONDS = 10.0

Answer = Callable[[AudioSocketLine], Awaitable[None]]
Wire = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def connected(answer: Answer) -> AsyncIterator[Wire]:
    """Serve one announced call, and connect to it."""

    async def take(call: uuid.UUID, line: AudioSocketLine) -> None:
        assert call == CALL
        await answer(line)

    server = AudioSocketServer(lambda call: call == CALL, take)
    await server.start("127.0.0.1", 0)
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    try:
        async with asyncio.timeout(SECONDS):
            yield reader, writer
    finally:
        writer.close()
        await server.stop()


async def events_of(*sent: bytes) -> list[Event]:
    """Return what a call gives for the bytes that its far end sends before it closes."""
    found: asyncio.Future[list[Event]] = asyncio.get_running_loop().create_future()

    async def answer(line: AudioSocketLine) -> None:
        found.set_result([event async for event in line.events()])

    async with connected(answer) as (_, writer):
        writer.write(encode(Kind.UUID, CALL.bytes))
        for piece in sent:
            writer.write(piece)
            await writer.drain()
        writer.write_eof()
        return await found


def frame(size: int) -> bytes:
    payload = (bytes(range(256)) * (size // 256 + 1))[:size]
    return encode(Kind.SOUND_8K, payload)


async def test_sound_and_keys_come_in_order() -> None:
    found = await events_of(
        frame(320), encode(Kind.DTMF, b"5"), frame(320), encode(Kind.DTMF, b"#")
    )
    assert [type(event) for event in found] == [Sound, Key, Sound, Key]
    assert [event.key for event in found if isinstance(event, Key)] == ["5", "#"]


async def test_short_frames_are_taken_as_they_are() -> None:
    found = await events_of(frame(276), frame(44))
    assert [len(event.pcm) for event in found if isinstance(event, Sound)] == [276, 44]


async def test_an_odd_byte_waits_for_its_other_half() -> None:
    found = await events_of(frame(321), frame(319))
    pcm = b"".join(event.pcm for event in found if isinstance(event, Sound))
    assert pcm == frame(321)[3:] + frame(319)[3:]
    assert all(len(event.pcm) % 2 == 0 for event in found if isinstance(event, Sound))


async def test_frames_in_pieces() -> None:
    whole = frame(320) + encode(Kind.DTMF, b"1")
    found = await events_of(*(whole[at : at + 7] for at in range(0, len(whole), 7)))
    assert len(found) == 2


async def test_sixteen_kilohertz_become_eight() -> None:
    tone = (np.sin(np.arange(3200) * 2 * np.pi * 400 / 16000) * 8000).astype("<i2")
    found = await events_of(encode(Kind.SOUND_16K, tone.tobytes()))
    assert isinstance(found[0], Sound)
    samples = np.frombuffer(found[0].pcm, "<i2")
    assert len(samples) == 1600
    spectrum = np.abs(np.fft.rfft(samples))
    assert int(spectrum.argmax()) * 8000 / 1600 == 400


async def test_what_is_no_key_and_what_is_unknown_is_passed_over() -> None:
    found = await events_of(
        encode(Kind.DTMF, b"x"),
        encode(Kind.DTMF, b"\xff"),
        encode(Kind.DTMF, b""),
        struct.pack(">BH", 0x77, 2) + b"zz",
        encode(Kind.SOUND_8K, b""),
        encode(Kind.DTMF, b"d"),
    )
    assert found == [Key("D")]


@pytest.mark.parametrize("kind", [Kind.ERROR, Kind.HANG_UP])
async def test_an_error_frame_ends_the_call(kind: Kind) -> None:
    found = await events_of(encode(Kind.DTMF, b"1"), encode(kind, b""), encode(Kind.DTMF, b"2"))
    assert found == [Key("1")]


async def test_frames_go_out_one_by_one_and_a_hang_up_ends_cleanly() -> None:
    async def answer(line: AudioSocketLine) -> None:
        for _ in range(5):
            line.send(SILENCE)
        await line.hang_up()
        line.send(SILENCE)  # after the end nothing is sent
        await line.hang_up()

    async with connected(answer) as (reader, writer):
        writer.write(encode(Kind.UUID, CALL.bytes))
        sent = list(Decoder().feed(await reader.read()))
    assert [f.kind for f in sent] == [Kind.SOUND_8K] * 5 + [Kind.HANG_UP]
    assert all(len(f.payload) == FRAME_BYTES for f in sent[:5])


async def test_a_far_end_that_takes_nothing_costs_frames_and_no_memory() -> None:
    dropped: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def answer(line: AudioSocketLine) -> None:
        for _ in range(100_000):
            line.send(SILENCE)
            if line.dropped:
                break
        dropped.set_result(line.dropped)

    async with connected(answer) as (_, writer):
        writer.write(encode(Kind.UUID, CALL.bytes))
        assert await dropped == 1


@pytest.mark.parametrize(
    "first",
    [
        encode(Kind.UUID, uuid.UUID(int=7).bytes),  # not announced
        encode(Kind.UUID, b"short"),
        encode(Kind.SOUND_8K, SILENCE),
        b"GET / HTTP/1.1\r\n\r\n",
    ],
    ids=["unknown", "short", "sound", "http"],
)
async def test_what_was_not_announced_is_refused(first: bytes) -> None:
    async def answer(line: AudioSocketLine) -> None:
        raise AssertionError("must not be answered")

    async with connected(answer) as (reader, writer):
        writer.write(first)
        assert await reader.read() == encode(Kind.HANG_UP)


async def test_a_connection_that_says_nothing_and_closes() -> None:
    async def answer(line: AudioSocketLine) -> None:
        raise AssertionError("must not be answered")

    async with connected(answer) as (reader, writer):
        writer.write_eof()
        assert await reader.read() == encode(Kind.HANG_UP)


async def test_a_caller_who_hangs_up_ends_the_call() -> None:
    ended = asyncio.Event()

    async def answer(line: AudioSocketLine) -> None:
        async for _ in line.events():
            pass
        ended.set()

    async with connected(answer) as (_, writer):
        writer.write(encode(Kind.UUID, CALL.bytes) + frame(320))
        await writer.drain()
        writer.transport.abort()
        async with asyncio.timeout(10):
            await ended.wait()
