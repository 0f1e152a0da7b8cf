"""The browser line: a page's microphone and ear over one WebSocket.

Binary messages are sound (mono s16le at the telephone's rate), both ways. Text messages are JSON: from
the page ``{"key": "5"}``; to the page ``{"flush": true}`` and what the page is told besides. The page keeps
a small buffer against the jitter of the network, so its ear is that far behind.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, MutableMapping
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from voice_gateway.lines.line import FRAME_BYTES, FRAME_SECONDS, Event, Key, PlayoutClock, Sound

JITTER_SECONDS = (
    0.08  # that the page holds before it begins to play; stands in phone/worklet.js too
)
LONGEST_FRAME = 64 * 1024  # bytes of a WebSocket frame
LARGEST_SOUND = FRAME_BYTES * 50  # bytes of one message: a second
MOST_AHEAD = 5.0  # seconds that sound may come before its time, as after a stall of the network
BACKLOG = 25  # messages that a stuck page may owe us before frames are dropped
KEYS = frozenset("0123456789*#")


class BrowserLine:
    """One call from a page."""

    def __init__(self, socket: WebSocket, clock: Callable[[], float] = time.monotonic) -> None:
        self._socket = socket
        self._clock = clock
        self._until = 0.0  # when the sound that has come would have been spoken
        self._outbox: asyncio.Queue[bytes | str | None] = asyncio.Queue()
        self._ended = False
        self._dropped = 0

    @property
    def clock(self) -> PlayoutClock:
        """The page keeps a buffer; frames are still sent at the pace of speech."""
        return PlayoutClock(JITTER_SECONDS)

    @property
    def dropped(self) -> int:
        """Frames that were not sent because the page did not take them."""
        return self._dropped

    async def events(self) -> AsyncIterator[Event]:
        """Yield sound and keys until the page hangs up or goes away."""
        while not self._ended:
            try:
                message = await self._socket.receive()
            except (WebSocketDisconnect, RuntimeError):  # RuntimeError: it was closed from our side
                return
            if message["type"] == "websocket.disconnect":
                return
            event = _event(message)
            if isinstance(event, Key) or (event is not None and self._is_in_time(event)):
                yield event

    def _is_in_time(self, sound: Sound) -> bool:
        """Tell whether sound comes no faster than somebody speaks: more is no call, and not listened to."""
        now = self._clock()
        until = max(self._until, now) + len(sound.pcm) / FRAME_BYTES * FRAME_SECONDS
        if until > now + MOST_AHEAD:
            return False
        self._until = until
        return True

    def send(self, frame: bytes) -> None:
        """Put a frame of sound on its way."""
        if self._outbox.qsize() > BACKLOG:
            self._dropped += 1
            return
        self._outbox.put_nowait(frame)

    def tell(self, facts: dict[str, Any]) -> None:
        """Tell the page something besides sound."""
        self._outbox.put_nowait(json.dumps(facts, ensure_ascii=False))

    def flush(self) -> None:
        """Let the page drop the sound that it holds."""
        self.tell({"flush": True})

    async def hang_up(self) -> None:
        """End the call from our side."""
        self._ended = True
        self._outbox.put_nowait(None)

    async def deliver(self) -> None:
        """Send what is on its way, until the call has ended or the page has gone."""
        while True:
            item = await self._outbox.get()
            try:
                if item is None:
                    await self._socket.close()
                    return
                if isinstance(item, bytes):
                    await self._socket.send_bytes(item)
                else:
                    await self._socket.send_text(item)
            except (WebSocketDisconnect, RuntimeError):
                return


def _event(message: MutableMapping[str, Any]) -> Event | None:
    """Return what a message of the page means, ``None``: nothing that is understood."""
    pcm = message.get("bytes")
    if pcm:
        return Sound(pcm[: len(pcm) - len(pcm) % 2]) if 2 <= len(pcm) <= LARGEST_SOUND else None
    try:
        told = json.loads(message.get("text") or "")
    except (ValueError, RecursionError):
        return None
    key = told.get("key") if isinstance(told, dict) else None
    return Key(key) if isinstance(key, str) and key in KEYS else None
