"""What a page may load and whom it may call: its Content-Security-Policy (https://www.w3.org/TR/CSP3/)."""

from __future__ import annotations

import re

_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?")


def page_policy(*, ancestors: str = "'none'", sockets_at: str | None = None) -> str:
    """Return the policy of a page that loads nothing from elsewhere.

    Args:
        ancestors: who may show it in a frame.
        sockets_at: the host, as the browser names it, to which the page opens a WebSocket. Browsers of
            before 2022 do not take ``'self'`` for one, so it is named.
    """
    named = sockets_at is not None and _HOST.fullmatch(sockets_at)
    sockets = f" ws://{sockets_at} wss://{sockets_at}" if named else ""
    return (
        f"default-src 'self'; connect-src 'self'{sockets}; img-src 'self' data:; style-src 'self'; "
        f"base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
    )
