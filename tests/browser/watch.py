"""What goes wrong in a page without being seen: errors, broken policy, requests to strangers."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, WebSocket

_OWN_SCHEMES = ("data", "blob", "about")


class Watch:
    """Collects a page's faults. Violations of a Content-Security-Policy come as console errors."""

    def __init__(self, page: Page, *origins: str) -> None:
        self._hosts = {urlsplit(origin).netloc for origin in origins}
        self._forgiven: list[re.Pattern[str]] = []
        self._found: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._found.append(f"error: {error}"))
        page.on("request", self._request)
        page.on("websocket", self._socket)

    def forgive(self, pattern: str) -> None:
        """Take faults that match for expected, also those already seen."""
        self._forgiven.append(re.compile(pattern))

    @property
    def faults(self) -> list[str]:
        """What went wrong and was not expected."""
        return [
            fault
            for fault in self._found
            if not any(pattern.search(fault) for pattern in self._forgiven)
        ]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._found.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        self._address(request.url)

    def _socket(self, socket: WebSocket) -> None:
        self._address(socket.url)

    def _address(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in _OWN_SCHEMES and parts.netloc not in self._hosts:
            self._found.append(f"request to a stranger: {url}")
