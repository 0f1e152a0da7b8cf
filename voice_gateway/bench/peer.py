"""The peer: the plain loop of Vosk's own WebSocket server, on the same audio.

The server's loop is that of ``websocket/asr_server.py`` (https://github.com/alphacep/vosk-server,
Apache-2.0): a recognizer a connection, each message decoded in a thread pool of as many threads as
there are processors, Vosk's own endpoint. It hears; it neither understands nor answers.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import vosk
from websockets.legacy.client import connect
from websockets.legacy.server import serve as listen

from voice_gateway.bench.measured import quantile
from voice_gateway.bench.process import usage
from voice_gateway.caller.telephone import AUDIBLE
from voice_gateway.lines.line import RATE

CHUNK_SECONDS = 0.1
SILENCE_SECONDS = 3.0  # after each thing said, as while Mia answers
APART_SECONDS = 0.37
WITHIN_SECONDS = 10.0


async def recognize(websocket: Any, pool: ThreadPoolExecutor, model: vosk.Model) -> None:
    """Serve one connection as Vosk's server does."""
    loop = asyncio.get_running_loop()
    recognizer = vosk.KaldiRecognizer(model, RATE)
    async for message in websocket:
        await websocket.send(await loop.run_in_executor(pool, _process, recognizer, message))


def _process(recognizer: vosk.KaldiRecognizer, message: bytes) -> str:
    if recognizer.AcceptWaveform(message):
        return str(recognizer.Result())
    return str(recognizer.PartialResult())


async def serve(model: Path, port: int) -> None:
    """Serve until killed."""
    loaded, pool = vosk.Model(str(model)), ThreadPoolExecutor(os.cpu_count())
    async with listen(lambda ws: recognize(ws, pool, loaded), "127.0.0.1", port):
        await asyncio.Future()


async def measure(pid: int, port: int, calls: int, said: list[list[bytes]]) -> dict[str, float]:
    """Stream so many calls' speech in real time; returns the figures of the server."""
    before, loop = usage(pid), asyncio.get_running_loop()
    start = loop.time()
    found = await asyncio.gather(
        *(_stream(port, number, said[number % len(said)]) for number in range(calls))
    )
    after, seconds = usage(pid), loop.time() - start
    times = [time for one in found for time in one[0] if time is not None]
    sound = sum(one[1] for one in found)
    missed = sum(time is None for one in found for time in one[0])
    return {
        "calls": calls,
        "words_p50_ms": round(1000 * quantile(times, 0.5), 1),
        "words_p95_ms": round(1000 * quantile(times, 0.95), 1),
        "unheard": missed,
        "cpu_percent": round(100 * (after.cpu - before.cpu) / seconds, 1),
        "real_time_factor": round((after.cpu - before.cpu) / sound, 4),
        "memory_mib": round(after.memory / 2**20, 1),
    }


async def _stream(port: int, number: int, said: list[bytes]) -> tuple[list[float | None], float]:
    """Say everything; returns the seconds from each last audible sample to its final words."""
    await asyncio.sleep(number * APART_SECONDS)
    found: list[float | None] = []
    sound = 0.0
    async with connect(f"ws://127.0.0.1:{port}", ping_interval=None) as socket:
        for pcm in said:
            whole = pcm + bytes(int(SILENCE_SECONDS * RATE) * 2)
            found.append(await _say(socket, pcm, whole))
            sound += len(whole) / 2 / RATE
    return found, sound


async def _say(socket: Any, pcm: bytes, whole: bytes) -> float | None:
    loop = asyncio.get_running_loop()
    audible = np.flatnonzero(np.abs(np.frombuffer(pcm, "<i2").astype(np.int32)) > AUDIBLE)
    last = loop.time() + (int(audible[-1]) + 1) / RATE
    size, due, heard = int(CHUNK_SECONDS * RATE) * 2, loop.time(), None
    for at in range(0, len(whole), size):
        due += CHUNK_SECONDS
        await asyncio.sleep(max(due - loop.time(), 0))
        await socket.send(whole[at : at + size])
        answer = json.loads(await asyncio.wait_for(socket.recv(), WITHIN_SECONDS))
        if answer.get("text"):
            heard = loop.time() - last
    return heard


if __name__ == "__main__":
    vosk.SetLogLevel(-1)
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2])))
