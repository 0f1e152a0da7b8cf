"""Sessions as the platforms hold them: what is said becomes their requests, in their shapes."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field

from bot.channels.speakers.dialogs import VERSION
from bot.channels.speakers.skills import DEMO_ID
from knowledge.files import read_yaml

Event = Literal["start", "say", "press", "linked", "leave"]
Body = dict[str, Any]


class Place(BaseModel):
    """Whose speaker it is, and what it can do; ``turn`` counts the session's requests from 0.

    ``device`` is one of several that a user has.
    """

    platform: Literal["alice", "marusya", "salute"]
    user: str = Field(default_factory=lambda: uuid.uuid4().hex, max_length=64)
    device: str = Field(default="", max_length=64)
    session: str = Field(default_factory=lambda: uuid.uuid4().hex, max_length=64)
    turn: int = Field(default=0, ge=0)
    screen: bool = True
    token: str | None = Field(default=None, max_length=2048)
    state: dict[str, Any] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the platform shows and says of a response; ``buttons`` are payloads by title."""

    text: str
    speech: str
    buttons: Mapping[str, Any] = field(default_factory=dict)
    ends: bool = False
    links_account: bool = False
    state: Mapping[str, Any] = field(default_factory=dict)


def request(place: Place, event: Event, text: str = "", payload: Any = None) -> Body:
    """Return the request that the platform sends when this happens at a place."""
    make = _salute if place.platform == "salute" else _dialogs
    return make(place, event, text, payload)


def shown(platform: str, response: Mapping[str, Any]) -> Shown:
    """Return what the platform makes of a response."""
    read: Callable[[Mapping[str, Any]], Shown] = (
        _shown_by_salute if platform == "salute" else _shown_by_dialogs
    )
    return read(response)


def _dialogs(place: Place, event: Event, text: str, payload: Any) -> Body:
    interfaces: Body = {"screen": {}} if place.screen else {}
    if place.platform == "alice":
        interfaces["account_linking"] = {}
    user: Body = {"user_id": f"user-{place.user}"}
    if place.token:
        user["access_token"] = place.token
    body: Body = {
        "meta": {"locale": "ru-RU", "timezone": "Europe/Moscow", "interfaces": interfaces},
        "session": {
            "message_id": place.turn,
            "session_id": place.session,
            "skill_id": DEMO_ID,
            "user_id": f"device-{place.user}{place.device}",
            "user": user,
            "application": {"application_id": f"device-{place.user}{place.device}"},
            "new": place.turn == 0,
        },
        "state": {"session": place.state, "user": {}, "application": {}},
        "version": VERSION,
    }
    if event == "linked":
        return {**body, "account_linking_complete_event": {}}
    if event == "press":
        return {**body, "request": {"type": "ButtonPressed", "payload": payload, "nlu": _nlu("")}}
    said = "on_interrupt" if event == "leave" else text
    utterance = {"type": "SimpleUtterance", "command": said.lower(), "original_utterance": said}
    return {**body, "request": {**utterance, "markup": {}, "nlu": _nlu(said)}}


def _nlu(text: str) -> Body:
    return {"tokens": text.lower().split(), "entities": [], "intents": {}}


def _salute(place: Place, event: Event, text: str, payload: Any) -> Body:
    names = {"start": "RUN_APP", "press": "SERVER_ACTION", "leave": "CLOSE_APP"}
    name = names.get(event, "MESSAGE_TO_SKILL")
    content: Body = {
        "app_info": {"projectId": DEMO_ID},
        "device": {
            "platformType": "ANDROID",
            "surface": "SBERBOX",
            "deviceId": f"device-{place.user}{place.device}",
            "capabilities": {"screen": {"available": place.screen}},
        },
        "character": _told("salute")["character"],
    }
    if name in ("MESSAGE_TO_SKILL", "CLOSE_APP"):
        content["message"] = {"original_text": text, "normalized_text": text}
        content["new_session"] = place.turn == 0
    if name == "SERVER_ACTION":
        content["server_action"] = payload
    if name == "RUN_APP":
        content["intent"] = "run_app"
    return {
        "messageName": name,
        "sessionId": place.session,
        "messageId": place.turn,
        "uuid": {"userChannel": "B2C", "sub": f"user-{place.user}", "userId": f"user-{place.user}"},
        "payload": content,
    }


@cache
def _told(platform: str) -> Body:
    """Return what a platform tells of itself."""
    return dict(read_yaml(Path(__file__).resolve().parent / f"{platform}.yml"))


def _shown_by_dialogs(response: Mapping[str, Any]) -> Shown:
    said = response["response"]
    return Shown(
        text=said["text"],
        speech=said.get("tts", said["text"]),
        buttons={b["title"]: b["payload"] for b in said.get("buttons", ()) if "payload" in b},
        ends=said["end_session"],
        links_account="start_account_linking" in said.get("directives", {}),
        state=response.get("session_state", {}),
    )


def _shown_by_salute(response: Mapping[str, Any]) -> Shown:
    said = response["payload"]
    actions = {b["title"]: b["actions"][0] for b in said["suggestions"]["buttons"]}
    return Shown(
        text=" ".join(item["bubble"]["text"] for item in said["items"] if "bubble" in item),
        speech=said["pronounceText"],
        buttons={t: a["server_action"] for t, a in actions.items() if "server_action" in a},
        ends=said["finished"],
    )
