"""Limits of HTTP: the size of a body, checked before it is read, and headers that protect pages."""

from fastapi import HTTPException
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.service.problems import Problem, response

LARGEST_BODY = 64 * 1024  # bytes


class BodyLimit:
    """Refuses bodies that are too large, also those that come in chunks without a length."""

    def __init__(self, app: ASGIApp, largest: int = LARGEST_BODY) -> None:
        self._app = app
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on while its body stays within the limit."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > self._largest:
            await self._refuse(scope, receive, send)
            return
        read = 0

        async def limited() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._largest:
                raise HTTPException(413, f"A body has at most {self._largest} bytes.")
            return message

        await self._app(scope, limited, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        problem = Problem(413, "Too large", f"A body has at most {self._largest} bytes.")
        await response(problem)(scope, receive, send)


class PageHeaders:
    """Adds the headers that keep foreign scripts and frames out of Mia's pages."""

    def __init__(self, app: ASGIApp, embed_origins: tuple[str, ...]) -> None:
        self._app = app
        ancestors = " ".join(("'self'", *embed_origins))
        self._policy = (
            "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data:; "
            f"style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and add the headers to its response."""
        if scope["type"] != "http" or scope["path"].startswith(("/docs", "/redoc")):
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", self._policy)
                headers.setdefault("X-Content-Type-Options", "nosniff")
                headers.setdefault("Referrer-Policy", "same-origin")
            await send(message)

        await self._app(scope, receive, with_headers)
