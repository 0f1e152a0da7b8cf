"""How exchanges with the systems are carried: over HTTP, on connections that are kept open."""

from __future__ import annotations

import asyncio
from typing import Protocol

import aiohttp
from yarl import URL

from actions.operator.tmf.exchange import Answer, Sent
from actions.operator.tmf.failures import Unanswered, Unreached

_CONNECTIONS = 400  # of all systems: while many answers of a slow one are awaited, the others go on
_IDLE_SECONDS = 30.0

# Failures after which the request cannot have reached the system. aiohttp raises ``ServerTimeoutError``
# for a connection alone, as long as no time-out of reading is set.
_NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ServerTimeoutError, aiohttp.InvalidURL)


class Carrier(Protocol):
    """Carries requests to the systems."""

    async def exchange(self, sent: Sent, patience: float, connect: float) -> Answer:
        """Send a request and return the whole answer.

        Args:
            sent: the request.
            patience: seconds for the whole exchange.
            connect: seconds of it for a connection.

        Raises:
            Unreached: the request cannot have reached the system.
            Unanswered: it may have, and no whole answer came.
        """
        ...

    async def close(self) -> None:
        """Close the connections."""
        ...


class HttpCarrier:
    """Carries requests over aiohttp, with connections that are kept open.

    ``base_url`` is where ``/tmf-api`` begins. Nothing is opened before the first exchange.
    """

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url.rstrip("/")
        self._opened: aiohttp.ClientSession | None = None

    async def exchange(self, sent: Sent, patience: float, connect: float) -> Answer:
        """See ``Carrier.exchange``."""
        limits = aiohttp.ClientTimeout(total=None, connect=connect)
        try:
            async with (
                asyncio.timeout(patience),
                self._session().request(
                    sent.method,
                    URL(self._base_url + sent.path),
                    params=sent.params,
                    headers=sent.headers,
                    data=sent.body,
                    timeout=limits,
                    allow_redirects=False,
                ) as response,
            ):
                return Answer(response.status, await response.read())
        except _NOT_SENT as error:
            raise Unreached(repr(error)) from error
        except (aiohttp.ClientError, OSError) as error:  # a time-out is an OSError
            raise Unanswered(repr(error)) from error

    async def close(self) -> None:
        """See ``Carrier.close``."""
        if self._opened is not None:
            await self._opened.close()

    def _session(self) -> aiohttp.ClientSession:
        if self._opened is None:
            connector = aiohttp.TCPConnector(limit=_CONNECTIONS, keepalive_timeout=_IDLE_SECONDS)
            self._opened = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._opened
