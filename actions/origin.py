"""Whether a page of this very address opened a WebSocket (RFC 6455, section 10.2)."""

from __future__ import annotations

from starlette.requests import HTTPConnection


def is_same_origin(connection: HTTPConnection) -> bool:
    """Tell whether the page is of the host that it connects to; browsers name every page's origin."""
    host, origin = connection.headers.get("host"), connection.headers.get("origin")
    return bool(host) and origin in (f"http://{host}", f"https://{host}")
