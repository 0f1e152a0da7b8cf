"""The size of a request's body, limited before it is read."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 64 * 1024  # bytes
TOO_LARGE = f"A body has at most {LARGEST_BODY} bytes."


class BodyLimit:
    """Refuses bodies that are too large, also those that come in chunks without a length.

    ``refused`` is the service's own answer to one whose length tells it; to a chunked one the
    ``HTTPException`` (413) is, which breaks off its reading.
    """

    def __init__(self, app: ASGIApp, refused: ASGIApp, largest: int = LARGEST_BODY) -> None:
        self._app = app
        self._refused = refused
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on while its body stays within the limit."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > self._largest:
            await self._refused(scope, receive, send)
            return
        read = 0

        async def limited() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._largest:
                raise HTTPException(413, TOO_LARGE)
            return message

        await self._app(scope, limited, send)
