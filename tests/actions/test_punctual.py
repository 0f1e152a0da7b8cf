"""Connections that say little, late: they are ended, and others are not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
import uvicorn
import websockets

from actions.punctual import PunctualProtocol
from tests.stack import free_port

WHOLE = b"POST / HTTP/1.1\r\nHost: mia\r\nContent-Length: 2\r\n\r\nok"
SECONDS = 20.0


class Hasty(PunctualProtocol):
    longest = 0.2


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """Answer a request once it is there; on a WebSocket, each frame with itself."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        while (frame := await receive())["type"] == "websocket.receive":
            await send({"type": "websocket.send", "text": frame["text"]})
        return
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body"})


@pytest_asyncio.fixture
async def port() -> AsyncIterator[int]:
    port = free_port()
    config = uvicorn.Config(echo, port=port, http=Hasty, lifespan="off", log_level="critical")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield port
    server.should_exit = True
    await serving


@pytest.mark.parametrize("sent", [0, 10, WHOLE.index(b"\r\n\r\n") + 2, len(WHOLE) - 1])
async def test_a_request_that_does_not_come_whole_ends_its_connection(port: int, sent: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(WHOLE[:sent])
    assert b" 20" not in await asyncio.wait_for(reader.read(), SECONDS)
    writer.close()


async def test_the_second_request_of_a_connection_has_no_more_time(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(WHOLE + WHOLE[:20])
    assert b" 204 " in await asyncio.wait_for(reader.read(), SECONDS)  # to the end: it was closed
    writer.close()


async def test_a_websocket_stays(port: int) -> None:
    async with websockets.connect(f"ws://127.0.0.1:{port}/") as socket:
        await asyncio.sleep(2 * Hasty.longest)  # the time that a request would have
        await socket.send("still here")
        assert await asyncio.wait_for(socket.recv(), SECONDS) == "still here"
