"""Requests of every type that the platforms document, in the shapes that they send."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels.speakers.request import Request
from bot.channels.speakers.webhook import ADAPTERS
from tests.bot.channels.speakers.platforms import address
from tests.bot.channels.speakers.shapes import check
from tests.stack import Stack

FOLDER = Path(__file__).resolve().parent / "requests"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
UNSHAPED = {"alice-ping": "pong", "marusya-ping": "pong", "salute-close-app": None}
KINDS = {
    "alice-launch": "start",
    "alice-launch-with-a-question": "say",
    "alice-utterance": "say",
    "alice-utterance-without-screen": "say",
    "alice-button": "press",
    "alice-foreign-button": "say",
    "alice-linked-token": "say",
    "alice-linking-complete": "linked",
    "alice-ping": "ping",
    "alice-dangerous": "say",
    "alice-audio-player": "say",
    "alice-purchase": "say",
    "alice-show": "say",
    "marusya-launch": "start",
    "marusya-utterance": "say",
    "marusya-utterance-without-screen": "say",
    "marusya-button": "press",
    "marusya-deep-link": "start",
    "marusya-interrupt": "leave",
    "marusya-ping": "ping",
    "salute-run-app": "start",
    "salute-first-message": "start",
    "salute-message": "say",
    "salute-message-without-screen": "say",
    "salute-server-action": "press",
    "salute-older-server-action": "press",
    "salute-close-app": "leave",
}


def body_of(name: str) -> dict[str, Any]:
    body: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return body


def read(name: str) -> Request:
    return ADAPTERS[name.split("-", maxsplit=1)[0]].read(body_of(name))


def test_every_recorded_request_is_read() -> None:
    assert {name: read(name).kind for name in NAMES} == KINDS


def test_what_a_request_tells_is_kept() -> None:
    plain, bare = read("alice-utterance"), read("alice-utterance-without-screen")
    assert (plain.has_screen, plain.can_link, bare.has_screen, bare.can_link) == (
        True,
        True,
        False,
        False,
    )
    assert plain.owner.startswith("account:6C91")
    assert bare.owner.startswith("device:47C7")
    assert read("alice-linked-token").token == "AgAAAAAB4vpbAAApoR1oaCd5yR6eiXSHqOGT8dT"
    assert read("alice-dangerous").dangerous
    assert read("salute-message").owner == "account:d2d6da62-6bdd-452b-b5dd-a145090075ba"
    assert read("salute-message-without-screen").owner == "account:user:webdbg_userid_p9c"
    assert (
        read("salute-server-action").payload
        == read("salute-older-server-action").payload
        == "/help"
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_recorded_request_is_answered_in_shape(stack: Stack, name: str) -> None:
    platform, body = name.split("-", maxsplit=1)[0], body_of(name)
    session = uuid.uuid4().hex
    if platform == "salute":
        body["sessionId"] = body["payload"]["device"]["deviceId"] = session
    else:
        body["session"]["session_id"] = session
    response = httpx.post(address(stack, platform), json=body, timeout=30)
    if name in UNSHAPED:
        said = response.json()["response"]["text"] if response.content else None
        assert said == UNSHAPED[name]
        return
    answer = response.json()
    check(platform, answer)
    if platform == "salute":
        assert {k: answer[k] for k in ("sessionId", "messageId", "uuid")} == {
            k: body[k] for k in ("sessionId", "messageId", "uuid")
        }
    else:
        assert answer["session_state"] == body.get("state", {}).get("session", {})
        shown = "screen" in body["meta"]["interfaces"]
        assert shown or "buttons" not in answer["response"]
