"""The platforms' side for tests: requests of the shapes that they send, to a running product."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from actions.service_tokens import read_secret
from bot.channels.speakers.skills import DEMO_ID
from tests.stack import Stack


def address(stack: Stack, platform: str) -> str:
    """The address of a platform's webhook, with its secret."""
    secret = read_secret(stack.var / f"{platform}-secret", create=True)
    return f"{stack.url}/webhooks/{platform}/{secret}"


@dataclass
class Dialogs:
    """A session of Alice or Marusya."""

    stack: Stack
    platform: str = "alice"
    screen: bool = True
    linking: bool = True
    token: str | None = None
    session: str = field(default_factory=lambda: uuid.uuid4().hex)
    user: str = field(default_factory=lambda: uuid.uuid4().hex)
    turns: int = 0

    def say(self, text: str = "", **more: Any) -> dict[str, Any]:
        """Say something; returns the response's body."""
        response = self.send(self.body(text, **more))
        assert response.status_code == 200, response.text
        body: dict[str, Any] = response.json()
        return body

    def press(self, title: str, answer: Mapping[str, Any]) -> dict[str, Any]:
        """Press a button of an answer by its title."""
        buttons = {b["title"]: b["payload"] for b in answer["response"]["buttons"]}
        request = {"type": "ButtonPressed", "payload": buttons[title]}
        return self.say("", request=request)

    def body(self, text: str = "", **more: Any) -> dict[str, Any]:
        """The next request's body; ``more`` replaces its parts."""
        user: dict[str, Any] = {"user_id": self.user}
        if self.token:
            user["access_token"] = self.token
        interfaces: dict[str, Any] = {"screen": {}} if self.screen else {}
        if self.linking:
            interfaces["account_linking"] = {}
        body: dict[str, Any] = {
            "meta": {"locale": "ru-RU", "timezone": "Europe/Moscow", "interfaces": interfaces},
            "request": {
                "type": "SimpleUtterance",
                "command": text,
                "original_utterance": text,
                "nlu": {"tokens": text.split(), "entities": []},
            },
            "session": {
                "message_id": self.turns,
                "session_id": self.session,
                "skill_id": DEMO_ID,
                "user_id": f"old-{self.user}",
                "user": user,
                "application": {"application_id": f"app-{self.user}"},
                "new": self.turns == 0,
            },
            "state": {"session": {}, "user": {}, "application": {}},
            "version": "1.0",
        }
        self.turns += 1
        return {**body, **more}

    def send(self, body: Any, url: str | None = None) -> httpx.Response:
        """Deliver a body."""
        return httpx.post(url or address(self.stack, self.platform), json=body, timeout=30)


@dataclass
class Salute:
    """A session of Salute."""

    stack: Stack
    screen: bool = True
    user: str = field(default_factory=lambda: uuid.uuid4().hex)
    turns: int = 0

    def say(self, text: str = "", name: str = "MESSAGE_TO_SKILL", **more: Any) -> dict[str, Any]:
        """Say something; returns the response's body."""
        response = self.send(self.body(text, name, **more))
        assert response.status_code == 200, response.text
        body: dict[str, Any] = response.json()
        return body

    def press(self, title: str, answer: Mapping[str, Any]) -> dict[str, Any]:
        """Press a button of an answer by its title."""
        buttons = {b["title"]: b["actions"][0] for b in answer["payload"]["suggestions"]["buttons"]}
        action = buttons[title]["server_action"]
        return self.say("", "SERVER_ACTION", server_action=action)

    def body(self, text: str = "", name: str = "MESSAGE_TO_SKILL", **more: Any) -> dict[str, Any]:
        """The next request's body; ``more`` is added to its payload."""
        payload: dict[str, Any] = {
            "app_info": {"projectId": DEMO_ID, "applicationId": "a", "appversionId": "v"},
            "projectName": "Миа",
            "device": {
                "platformType": "ANDROID",
                "surface": "SBERBOX",
                "deviceId": f"device-{self.user}",
                "capabilities": {
                    "screen": {"available": self.screen},
                    "mic": {"available": True},
                    "speak": {"available": True},
                },
            },
            "character": {"id": "sber", "name": "Сбер", "gender": "male", "appeal": "official"},
        }
        if name in ("MESSAGE_TO_SKILL", "CLOSE_APP"):
            payload["new_session"] = self.turns == 0
            payload["message"] = {"original_text": text, "normalized_text": text}
        self.turns += 1
        return {
            "messageName": name,
            "sessionId": uuid.uuid4().hex,  # of the connection: another with each message
            "messageId": self.turns,
            "uuid": {"userChannel": "B2C", "sub": self.user, "userId": "1"},
            "payload": {**payload, **more},
        }

    def send(self, body: Any, url: str | None = None) -> httpx.Response:
        """Deliver a body."""
        return httpx.post(url or address(self.stack, "salute"), json=body, timeout=30)
