"""A bare Socket.IO line over a WebSocket, for tests that look at what goes over the wire."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import websockets
from websockets.legacy.client import WebSocketClientProtocol

from tests.stack import Stack

DEADLINE = 20.0  # seconds within which the server must have said something
_OPEN, _PING, _PONG, _CONNECT, _EVENT, _REFUSED = "0", "2", "3", "40", "42", "44"


class Refused(Exception):
    """The server did not accept the connection."""


@dataclass(frozen=True)
class Line:
    """A connected line (Engine.IO 4, Socket.IO 5)."""

    socket: WebSocketClientProtocol

    async def emit(self, event: str, data: object) -> None:
        """Send an event."""
        await self.socket.send(_EVENT + json.dumps([event, data]))

    async def heard(self) -> dict[str, Any]:
        """Return the data of the server's next ``bot_uttered``."""
        while True:
            packet = await _packet(self.socket)
            if packet.startswith(_EVENT):
                event, data = json.loads(packet.removeprefix(_EVENT))
                if event == "bot_uttered":
                    found: dict[str, Any] = data
                    return found

    async def say(self, message: object, **more: object) -> dict[str, Any]:
        """Send a message and return the first thing that is said to it."""
        await self.emit("user_uttered", {"message": message, **more})
        return await self.heard()


@asynccontextmanager
async def connected(
    stack: Stack, token: object = None, address: str = "127.0.0.1"
) -> AsyncIterator[Line]:
    """Connect. Raises ``Refused``."""
    url = stack.url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
    async with websockets.connect(url, extra_headers={"X-Forwarded-For": address}) as socket:
        assert (await _packet(socket)).startswith(_OPEN)
        await socket.send(_CONNECT + json.dumps({"token": token}))
        answer = await _packet(socket)
        if answer.startswith(_REFUSED):
            raise Refused(answer)
        assert answer.startswith(_CONNECT)
        yield Line(socket)


async def _packet(socket: WebSocketClientProtocol) -> str:
    while True:
        packet = str(await asyncio.wait_for(socket.recv(), DEADLINE))
        if packet != _PING:
            return packet
        await socket.send(_PONG)
