"""A server that does not wait for a request for ever: bytes that trickle in would fill it."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LONGEST_SECONDS = 20.0  # from a connection, or a request's first byte, to its last


class PunctualProtocol(HttpToolsProtocol):
    """uvicorn's HTTP, which ends a connection whose request does not come whole in time.

    uvicorn itself limits only how long a connection may lie idle after a response.
    """

    longest = LONGEST_SECONDS
    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for a first request."""
        super().connection_made(transport)
        self._await_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Wait for the rest of a request."""
        super().on_message_begin()
        self._await_request()

    def on_message_complete(self) -> None:
        """A request is there."""
        self._stop_waiting()
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        """Hand the connection over: what comes now is no request any more."""
        self._stop_waiting()
        super().handle_websocket_upgrade()

    def _await_request(self) -> None:
        self._stop_waiting()
        self._limit = self.loop.call_later(self.longest, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None
