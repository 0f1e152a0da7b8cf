"""Why a service could not start, in a line in place of a traceback."""

from __future__ import annotations

import sys

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class ClearStart:
    """Has the server say what a known error says where the application cannot start by it.

    The errors named in ``known`` tell whoever runs the service what is wrong and what to do; any other is a
    fault, whose traceback stays. (https://asgi.readthedocs.io/en/latest/specs/lifespan.html#startup-failed)
    """

    def __init__(self, app: ASGIApp, known: tuple[type[Exception], ...]) -> None:
        self._app = app
        self._known = known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, and the failure of a start in its own words."""
        if scope["type"] != "lifespan":
            await self._app(scope, receive, send)
            return

        async def in_words(message: Message) -> None:
            error = sys.exception()  # Starlette tells of a failure while it handles it
            if message["type"] == "lifespan.startup.failed" and isinstance(error, self._known):
                message = {**message, "message": str(error)}
            await send(message)

        await self._app(scope, receive, in_words)
