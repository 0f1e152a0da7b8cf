"""The gateway as a service: HTTP for the dialplan and the pages, AudioSocket for Asterisk."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from types import FrameType
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.main import STARTUP_FAILURE

from actions.body_limit import TOO_LARGE, BodyLimit
from actions.clear_start import ClearStart
from actions.punctual import PunctualProtocol
from voice_gateway import logs, phone, problems, routes
from voice_gateway.gateway import Gateway, opened
from voice_gateway.lines.audiosocket import AudioSocketServer
from voice_gateway.lines.browser import LONGEST_FRAME
from voice_gateway.listening.recognizer import NoModel, check_model
from voice_gateway.settings import Settings
from voice_gateway.speaking.settings import SpeakingSettings
from voice_gateway.speaking.voice import VoiceError

DESCRIPTION = """Mia's voice gateway: calls from a telephone exchange. Every route but the health checks needs
a service token for the audience «gateway». Errors are problem+json (RFC 9457)."""

# Listening runs in threads: the shorter they hold the interpreter, the evener the pace of what is played.
_SWITCH_SECONDS = 0.001


def create(settings: Settings, host: str, audiosocket_port: int) -> FastAPI:
    """Return the ASGI application; the gateway starts with it and stops with it."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with opened(settings) as gateway:
            lines = AudioSocketServer(gateway.registry.is_expected, gateway.answer)
            await lines.start(host, audiosocket_port)
            app.state.gateway = gateway
            yield
            app.state.gateway = None
            await lines.stop()

    app = FastAPI(
        title="Mia's voice gateway",
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    problems.install(app)
    limit: Any = BodyLimit
    app.add_middleware(limit, refused=problems.problem(413, TOO_LARGE))
    for router in (routes.health, routes.calls, routes.metrics):
        app.include_router(router)
    phone.mount(app)
    return app


def serve(host: str, port: int, audiosocket_port: int) -> None:
    """Serve until told to stop. Raises ``NoModel``, ``SettingError``, ``SettingsError`` (of the voice)."""
    logs.set_up()
    sys.setswitchinterval(_SWITCH_SECONDS)
    settings = Settings.from_environment()
    check_model(settings.model)
    SpeakingSettings.from_environment()  # what is wrong with it is told before anything starts
    app = create(settings, host, audiosocket_port)
    config = uvicorn.Config(
        ClearStart(app, (NoModel, VoiceError, OSError)),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        http=PunctualProtocol,
        ws_max_size=LONGEST_FRAME,
        timeout_graceful_shutdown=1,
    )
    server = _Server(config, app)
    with suppress(KeyboardInterrupt):  # Ctrl-C, once the server has stopped by it
        server.run()
    if not server.started:
        sys.exit(STARTUP_FAILURE)


class _Server(uvicorn.Server):
    """Told to stop, it lets the calls under way end first; told again, it stops at once."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app
        self._leaving: asyncio.Task[None] | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Take a signal, in the thread of the loop."""
        gateway: Gateway | None = getattr(self._app.state, "gateway", None)
        if gateway is None or self._leaving is not None:
            super().handle_exit(sig, frame)
            return
        loop = asyncio.get_running_loop()
        self._leaving = loop.create_task(self._leave(gateway, sig, frame))
        loop.call_soon_threadsafe(lambda: None)  # wakes the loop: a signal by itself does not

    async def _leave(self, gateway: Gateway, sig: int, frame: FrameType | None) -> None:
        await gateway.leave()
        super().handle_exit(sig, frame)
