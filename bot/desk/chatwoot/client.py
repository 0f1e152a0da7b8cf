"""Chatwoot's HTTP: the subscriber's side by its client API, Mia's by its application API.

The client API needs the inbox's identifier alone; an agent bot's token opens a few routes of the
application API, among them messages, ``toggle_status`` and ``custom_attributes``
(https://developers.chatwoot.com/api-reference).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx
import stamina

from bot.desk.chatwoot.settings import ChatwootSettings
from bot.desk.port import DeskFailed

_SECONDS = 3.0  # of one request
_ATTEMPTS = 3


class Chatwoot:
    """A Chatwoot. Every method raises ``DeskFailed`` where it does not answer or declines."""

    def __init__(
        self, settings: ChatwootSettings, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._client = httpx.AsyncClient(
            base_url=settings.url, timeout=_SECONDS, transport=transport, trust_env=False
        )
        self._public = f"/public/api/v1/inboxes/{settings.inbox}/contacts"
        self._account = f"/api/v1/accounts/{settings.account}/conversations"
        self._token = {"api_access_token": settings.token}

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def contact(self, identifier: str, name: str) -> str:
        """Make or find the contact of a subscriber; returns its ``source_id``."""
        body = {"source_id": identifier, "identifier": identifier, "name": name}
        made = await self._post(self._public, body)
        return str(_field(made, "source_id"))

    async def conversation(self, contact: str) -> int:
        """Begin a conversation; with an agent bot at the inbox it is ``pending``."""
        made = await self._post(f"{self._public}/{contact}/conversations", {})
        return int(_field(made, "id"))

    async def incoming(self, contact: str, conversation: int, text: str, echo: str) -> None:
        """Say what the subscriber said; ``echo`` is the message's own id."""
        address = f"{self._public}/{contact}/conversations/{conversation}/messages"
        await self._post(address, {"content": text, "echo_id": echo})

    async def outgoing(self, conversation: int, text: str, *, private: bool) -> None:
        """Say something as Mia: to the subscriber, or as a private note to the staff."""
        body = {"content": text, "message_type": "outgoing", "private": private}
        await self._post(f"{self._account}/{conversation}/messages", body, self._token)

    async def mark(self, conversation: int, attributes: Mapping[str, str]) -> None:
        """Set custom attributes: Mia's own marker of a hand-over."""
        body = {"custom_attributes": dict(attributes)}
        await self._post(f"{self._account}/{conversation}/custom_attributes", body, self._token)

    async def open(self, conversation: int) -> None:
        """Hand a conversation over: from ``pending`` to ``open``."""
        await self._post(
            f"{self._account}/{conversation}/toggle_status", {"status": "open"}, self._token
        )

    async def typing(self, contact: str, conversation: int) -> None:
        """Show that the subscriber is typing."""
        address = f"{self._public}/{contact}/conversations/{conversation}/toggle_typing"
        await self._post(address, {"typing_status": "on"})

    async def _post(
        self, address: str, body: Mapping[str, Any], headers: Mapping[str, str] | None = None
    ) -> Any:
        try:
            async for attempt in stamina.retry_context(
                on=_may_pass, attempts=_ATTEMPTS, timeout=2 * _SECONDS, wait_initial=0.1
            ):
                with attempt:
                    response = await self._client.post(address, json=body, headers=headers)
                    response.raise_for_status()
            return response.json() if response.content else {}
        except (httpx.HTTPError, ValueError) as error:
            raise DeskFailed(type(error).__name__) from error


def _field(answer: Any, name: str) -> Any:
    """Return a field of an answer. Raises ``DeskFailed`` where it is not there."""
    if not isinstance(answer, dict) or name not in answer:
        raise DeskFailed(f"no {name} in the answer")
    return answer[name]


def _may_pass(error: Exception) -> bool:
    """Tell whether trying again may help: the server was not there, or is not well."""
    if isinstance(error, httpx.HTTPStatusError):
        return error.response.status_code >= 500
    return isinstance(error, httpx.TransportError)
