"""Systems that answer as a test tells them to, over real connections."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.test_utils import TestServer

from actions.operator.tmf import Limits, TmfSystems, connect

SECRET = "s" * 32

Answer = Callable[[web.Request], web.Response]


class BrokenOff(Exception):
    """Raised by an answer: the connection is broken off instead."""


@asynccontextmanager
async def answering(answer: Answer, limits: Limits | None = None) -> AsyncIterator[TmfSystems]:
    """Yield clients of systems that give this answer to everything."""

    async def handle(request: web.Request) -> web.Response:
        try:
            return answer(request)
        except BrokenOff:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    async with TestServer(app) as server, connect(_url(server), SECRET, limits=limits) as systems:
        yield systems


@asynccontextmanager
async def dying() -> AsyncIterator[TmfSystems]:
    """Yield clients of a system that takes one request, and is gone."""

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        server.close()
        writer.transport.abort()

    server = await asyncio.start_server(take, "127.0.0.1")
    host, port = server.sockets[0].getsockname()
    async with server, connect(f"http://{host}:{port}", SECRET) as systems:
        yield systems


def _url(server: TestServer) -> str:
    return str(server.make_url("/"))
