"""The application: routes, limits and the core behind them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import socketio
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp

from actions.body_limit import BodyLimit
from actions.clear_start import ClearStart
from actions.service_tokens import SecretMissing
from bot.assistant.model import NoModel
from bot.channels import chat_socket, menu, rest, socketio_channel
from bot.channels.speakers import webhook as speakers
from bot.desk import web as desk_web
from bot.desk.chatwoot.settings import ChatwootUnset
from bot.desk.staff import routes as staff_routes
from bot.insights import web as insights
from bot.linking import web as linking
from bot.players import demo as players
from bot.service import demo, docs, health, internal, logs, pages, problems
from bot.service.core import Core, running
from bot.service.page_headers import PageHeaders
from bot.settings import Settings
from knowledge.files import DataError

DESCRIPTION = """Mia, a mobile operator's assistant. People reach her through the channels; the routes of
the operator need an operator token. Errors are problem+json (RFC 9457)."""

_TOLD = (NoModel, ChatwootUnset, SecretMissing, DataError)  # in their own words, at a start

_ROUTERS = (
    rest.router,
    chat_socket.router,
    menu.router,
    speakers.router,
    linking.router,
    health.router,
    staff_routes.router,
    insights.router,
    *desk_web.ROUTERS,
)


def create(settings: Settings | None = None) -> ASGIApp:
    """Return the ASGI application; its core starts with it and stops with it."""
    logs.configure()
    settings = settings or Settings.from_environment()
    app = _api(settings)

    def connected() -> Core:
        core: Core = app.state.core
        return core

    line = socketio_channel.server(connected, settings.allowed_origins)
    whole: ASGIApp = socketio.ASGIApp(line, other_asgi_app=app, socketio_path="socket.io")
    return ClearStart(whole, _TOLD)


def _api(settings: Settings) -> FastAPI:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with running(settings) as core:
            app.state.core = core
            yield
            app.state.core = None

    app = FastAPI(
        title="Mia",
        version="1",
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    problems.install(app)
    for router in _ROUTERS:
        app.include_router(router)
    for router in (internal.reading, internal.router):
        app.include_router(router, include_in_schema=False)
    if settings.demo:
        app.include_router(demo.router)
        app.include_router(players.router)
        app.mount("/speaker/files", players.files, name="speaker")
    pages.mount(app)
    docs.mount(app)
    _protect(app, settings)
    return app


def _protect(app: FastAPI, settings: Settings) -> None:
    limit: Any = BodyLimit
    app.add_middleware(limit, refused=problems.response(problems.TOO_LARGE))
    headers: Any = PageHeaders
    app.add_middleware(headers, embed_origins=settings.embed_origins)
    if settings.allowed_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(settings.allowed_origins),
            allow_methods=["*"],
            allow_headers=["*"],
        )
