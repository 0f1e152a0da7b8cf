"""Headers that protect Mia's pages."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from actions.page_policy import page_policy

_DOCS = "/docs"  # Swagger UI starts itself with a script within its page
_OF_DOCS = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_OF_STAFF = ("/desk", "/insights")  # in no other site's frame, wherever the chat may be embedded
_WITH_SOCKETS = ("/chat", "/desk")


class PageHeaders:
    """Adds the headers that keep foreign scripts and frames out of Mia's pages."""

    def __init__(self, app: ASGIApp, embed_origins: tuple[str, ...]) -> None:
        self._app = app
        self._ancestors = " ".join(("'self'", *embed_origins))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and add the headers to its response."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", self._policy(scope))
                headers.setdefault("X-Content-Type-Options", "nosniff")
                headers.setdefault("Referrer-Policy", "same-origin")
            await send(message)

        await self._app(scope, receive, with_headers)

    def _policy(self, scope: Scope) -> str:
        path = scope["path"]
        if path == _DOCS:
            return _OF_DOCS
        has_socket = path == "/" or _is_in(path, _WITH_SOCKETS)
        return page_policy(
            ancestors="'none'" if _is_in(path, _OF_STAFF) else self._ancestors,
            sockets_at=Headers(scope=scope).get("host") if has_socket else None,
        )


def _is_in(path: str, places: tuple[str, ...]) -> bool:
    return any(path == place or path.startswith(f"{place}/") for place in places)
