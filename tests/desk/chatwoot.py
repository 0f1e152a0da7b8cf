"""A Chatwoot for tests, as its documents and its issues describe it.

An inbox of the kind «API» with an agent bot: new conversations are ``pending``; an open one that is
opened again makes no transition; the bot's token opens the bot's routes alone; webhooks are signed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import Any

import httpx

BOT_TOKEN = "bot-token"
SECRET = "webhook-secret"
KEY = "webhook-key"


@dataclass
class FakeChatwoot:
    """``transitions`` are the changes of status; ``down`` makes it answer 503."""

    contacts: dict[str, str] = field(default_factory=dict)
    conversations: dict[int, dict[str, Any]] = field(default_factory=dict)
    transitions: list[tuple[int, str, str]] = field(default_factory=list)
    down: bool = False

    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if self.down:
            return httpx.Response(503)
        parts = request.url.path.strip("/").split("/")
        body = json.loads(request.content or b"{}")
        if parts[:2] == ["public", "api"]:
            return self._public(parts[6:], body)
        if request.headers.get("api_access_token") != BOT_TOKEN:
            return httpx.Response(401)
        return self._bot(int(parts[5]), parts[6], body)

    def _public(self, parts: list[str], body: dict[str, Any]) -> httpx.Response:
        match parts:
            case []:
                source = self.contacts.setdefault(body["identifier"], body["source_id"])
                return httpx.Response(200, json={"source_id": source, "name": body["name"]})
            case [contact, "conversations"]:
                number = len(self.conversations) + 1
                self.conversations[number] = {
                    "contact": contact,
                    "status": "pending",
                    "messages": [],
                    "custom_attributes": {},
                }
                return httpx.Response(200, json={"id": number, "status": "pending"})
            case [_, "conversations", number, "messages"]:
                self._add(int(number), {**body, "message_type": "incoming"})
                return httpx.Response(200, json={"id": 1})
        return httpx.Response(200, json={})

    def _bot(self, number: int, what: str, body: dict[str, Any]) -> httpx.Response:
        conversation = self.conversations[number]
        if what == "messages":
            self._add(number, body)
        elif what == "custom_attributes":
            conversation["custom_attributes"] |= body["custom_attributes"]
        elif what == "toggle_status":
            self._turn(number, body["status"])
        else:
            return httpx.Response(401)
        return httpx.Response(200, json={"id": number})

    def _turn(self, number: int, status: str) -> None:
        before = self.conversations[number]["status"]
        if before != status:
            self.transitions.append((number, before, status))
            self.conversations[number]["status"] = status

    def _add(self, number: int, message: dict[str, Any]) -> None:
        self.conversations[number]["messages"].append(message)

    def said(self, number: int, kind: str) -> list[str]:
        messages = self.conversations[number]["messages"]
        return [m["content"] for m in messages if m["message_type"] == kind]


def message(number: int, id_: int, text: str, **over: Any) -> dict[str, Any]:
    """The event of a message that a person wrote."""
    return {
        "event": "message_created",
        "id": id_,
        "content": text,
        "message_type": "outgoing",
        "private": False,
        "sender": {"id": 7, "name": "Мария", "type": "user"},
        "conversation": {"id": number, "status": "open"},
        **over,
    }


def status(number: int, now: str, event: str = "conversation_status_changed") -> dict[str, Any]:
    """The event of a conversation's new status."""
    return {"event": event, "id": number, "status": now}


def signed(body: bytes, at: int, secret: str = SECRET) -> dict[str, str]:
    """The headers of a webhook."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return {"x-chatwoot-timestamp": str(at), "x-chatwoot-signature": f"sha256={digest}"}
