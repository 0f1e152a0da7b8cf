"""Headers that protect Mia's pages."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


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
