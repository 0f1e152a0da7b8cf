"""Salute: Sber's SmartApp API (https://developers.sber.ru/docs/ru/va/api/smartapp-api-requests).

Its JSON holds no nulls and no newlines. Its ``sessionId`` is the connection's and may change with
each message; a new session is told by ``new_session`` or by ``RUN_APP``. Its documents name the
parameters of a button's action both ``payload`` and ``parameters``: both are sent and read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, Field

from bot.channels.speakers.answer import Answer
from bot.channels.speakers.card import Card, card_of
from bot.channels.speakers.character import by_man
from bot.channels.speakers.platform import Platform, platforms
from bot.channels.speakers.request import Kind, NobodyThere, Request, pressed
from bot.channels.speakers.speech import cut, in_one_line, spoken
from bot.channels.text import Body

CHANNEL = "salute"
ANSWER = "ANSWER_TO_USER"
PRESS = "mia_press"
_ECHOED = ("sessionId", "messageId", "uuid")

Name = Literal["MESSAGE_TO_SKILL", "SERVER_ACTION", "RUN_APP", "CLOSE_APP"]


class Uuid(Body):
    """Whose it is: ``sub`` of one who is logged in with Sber ID, ``userId`` of the others."""

    sub: str = Field(default="", max_length=256)
    userId: str | int = ""


class Screen(BaseModel):
    """The screen of the device."""

    available: bool = False


class Capabilities(BaseModel):
    """What the device can do."""

    screen: Screen = Field(default_factory=Screen)


class Device(Body):
    """The device."""

    deviceId: str = Field(default="", max_length=256)
    capabilities: Capabilities = Field(default_factory=Capabilities)


class Message(Body):
    """What was said: as heard, with numbers in words."""

    original_text: str = ""


class ServerAction(Body):
    """What a button or a page sent: its parameters, which older surfaces call ``payload``."""

    action_id: str = ""
    parameters: dict[str, Any] = Field(default_factory=dict)
    payload: dict[str, Any] = Field(default_factory=dict)


class AppInfo(Body):
    """The smart app that is meant."""

    projectId: str = Field(default="", max_length=256)


class Character(BaseModel):
    """The character that the user has chosen, whose voice speaks."""

    gender: str = ""


class Payload(BaseModel):
    """What a message carries; not all of it comes in every kind."""

    device: Device = Field(default_factory=Device)
    app_info: AppInfo = Field(default_factory=AppInfo)
    message: Message = Field(default_factory=Message)
    server_action: ServerAction | None = None
    character: Character = Field(default_factory=Character)
    new_session: bool = False
    intent: str = ""


class Envelope(Body):
    """A request of the SmartApp API."""

    messageName: Name
    sessionId: str = Field(min_length=1, max_length=256)
    messageId: int
    uuid: Uuid
    payload: Payload


def read(body: Mapping[str, Any]) -> Request:
    """Translate a request.

    Raises:
        ValueError: it is not what the SmartApp API sends.
    """
    envelope = Envelope.parse_obj(_sayable(body))
    payload, uuid = envelope.payload, envelope.uuid
    account = uuid.sub or (f"user:{uuid.userId}" if uuid.userId not in ("", 0) else "")
    if not (account or payload.device.deviceId):
        raise NobodyThere("uuid.sub, uuid.userId or payload.device.deviceId is needed")
    action = payload.server_action
    press, shown = pressed({**action.payload, **action.parameters} if action else None)
    text = shown or payload.message.original_text
    new = payload.new_session or envelope.messageName == "RUN_APP"
    return Request(
        platform=CHANNEL,
        kind=_kind(envelope, press, text),
        skill=payload.app_info.projectId,
        message_id=f"{envelope.sessionId}:{envelope.messageId}",
        account=account or None,
        device=payload.device.deviceId or None,
        text=text,
        payload=press,
        new=new,
        has_screen=payload.device.capabilities.screen.available,
        is_said_by_man=payload.character.gender == "male",
    )


def write(answer: Answer, request: Request, body: Mapping[str, Any]) -> dict[str, Any]:
    """Translate an answer to a request."""
    platform = platforms()[CHANNEL]
    answer = by_man(answer) if request.is_said_by_man else answer
    speech = spoken(answer.speech, platform)
    payload: dict[str, Any] = {
        "pronounceText": f"<speak>{speech}</speak>",
        "pronounceTextType": "application/ssml",
        "items": [{"bubble": {"text": cut(in_one_line(answer.text), platform.text) or speech}}],
        "suggestions": {"buttons": _buttons(answer, platform) if request.has_screen else []},
        "auto_listening": not answer.ends,
        "finished": answer.ends,
        "device": body["payload"].get("device", {}),
    }
    card = card_of(answer.card)
    if card and request.has_screen:
        payload["items"].append({"card": _card(card)})
    echoed = {name: body[name] for name in _ECHOED}
    whole: dict[str, Any] = _sayable({**echoed, "messageName": ANSWER, "payload": payload})
    return whole


def _kind(envelope: Envelope, press: str | None, text: str) -> Kind:
    if envelope.messageName == "CLOSE_APP":
        return "leave"
    if press is not None:
        return "press"
    opened = envelope.messageName == "RUN_APP" or envelope.payload.intent == "run_app"
    return "start" if opened or not text.strip() else "say"


def _buttons(answer: Answer, platform: Platform) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = [
        {
            "title": link["title"][: platform.title],
            "actions": [{"type": "deep_link", "deep_link": link["url"]}],
        }
        for link in answer.links
    ]
    for button in answer.buttons:
        sent = {"mia": button["payload"], "title": button["title"]}
        action = {
            "type": "server_action",
            "message_name": "SERVER_ACTION",
            "server_action": {"action_id": PRESS, "payload": sent, "parameters": sent},
        }
        shown.append({"title": button["title"][: platform.title], "actions": [action]})
    return shown[: platform.buttons]


def _card(card: Card) -> dict[str, Any]:
    """Return a list of cells: the header, then each row's title and note."""
    cells = [_cell(card.header, "title1")]
    for title, note in card.rows:
        cells += [_cell(title, "headline3"), _cell(note, "footnote1")]
    return {"type": "list_card", "cells": cells}


def _cell(text: str, typeface: str) -> dict[str, Any]:
    content = {"text": text, "typeface": typeface, "text_color": "default"}
    return {"type": "text_cell_view", "content": content}


def _sayable(value: Any) -> Any:
    """Return JSON without nulls, and with spaces for newlines."""
    if isinstance(value, Mapping):
        return {name: _sayable(item) for name, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [_sayable(item) for item in value if item is not None]
    return " ".join(value.split("\n")) if isinstance(value, str) else value
