"""The protocol of Yandex Dialogs 1.0, which VK's Marusya took over: what both have in common."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, Field

from bot.channels.speakers.answer import Answer
from bot.channels.speakers.platform import Platform
from bot.channels.speakers.request import Kind, NobodyThere, Request, pressed
from bot.channels.speakers.speech import cut, spoken
from bot.channels.text import Body

VERSION = "1.0"
PING = "ping"
PRESSED = "ButtonPressed"


class Meta(BaseModel):
    """What the device can do; an interface is there when it is named, whatever its value."""

    interfaces: dict[str, Any] = Field(default_factory=dict)


class Markup(BaseModel):
    """What the platform noticed in the words."""

    dangerous_context: bool = False


class Said(Body):
    """What was said or pressed. Other types (audio, purchases, shows) are no turns of Mia's."""

    type: str = "SimpleUtterance"
    command: str = ""
    original_utterance: str = ""
    payload: Any = None
    markup: Markup = Field(default_factory=Markup)


class User(Body):
    """The platform's account, there when somebody is logged in."""

    user_id: str = Field(min_length=1, max_length=256)
    access_token: str | None = Field(default=None, max_length=2048)


class Application(Body):
    """The device, or the app on it."""

    application_id: str = Field(min_length=1, max_length=256)


class Session(Body):
    """The session, and whose it is. ``user_id`` is the older name of the application's id."""

    session_id: str = Field(min_length=1, max_length=256)
    message_id: int = 0
    skill_id: str = Field(max_length=256)
    user_id: str | None = Field(default=None, max_length=256)
    user: User | None = None
    application: Application | None = None
    new: bool = False


class State(BaseModel):
    """What earlier responses left with the platform."""

    session: dict[str, Any] = Field(default_factory=dict)


class Envelope(BaseModel):
    """A request of the protocol."""

    meta: Meta = Field(default_factory=Meta)
    request: Said | None = None
    session: Session
    state: State = Field(default_factory=State)
    account_linking_complete_event: dict[str, Any] | bool | None = None
    version: str = VERSION


def read(platform: str, envelope: Envelope) -> Request:
    """Translate a request.

    Raises:
        NobodyThere: it names neither an account nor a device.
    """
    session, said = envelope.session, envelope.request or Said()
    device = session.application.application_id if session.application else session.user_id
    account = session.user.user_id if session.user else None
    if not (device or account):
        raise NobodyThere("session.user, session.application or session.user_id is needed")
    payload, shown = pressed(said.payload) if said.type == PRESSED else (None, "")
    text = shown or said.command or ("" if session.new else said.original_utterance)
    return Request(
        platform=platform,
        kind=_kind(envelope, said, text, payload),
        skill=session.skill_id,
        message_id=f"{session.session_id}:{session.message_id}",
        account=account,
        device=device,
        session=session.session_id,
        text=text,
        payload=payload,
        new=session.new,
        has_screen="screen" in envelope.meta.interfaces,
        can_link="account_linking" in envelope.meta.interfaces,
        token=session.user.access_token if session.user else None,
        dangerous=said.markup.dangerous_context,
        state=envelope.state.session,
    )


def response(answer: Answer, request: Request, platform: Platform) -> dict[str, Any]:
    """Return the ``response`` of an answer: text, speech, and on a screen its buttons."""
    speech = spoken(answer.speech, platform)
    shaped: dict[str, Any] = {
        "text": cut(answer.text, platform.text) or speech,
        "tts": speech,
        "end_session": answer.ends,
    }
    shown = buttons(answer, platform) if request.has_screen else []
    if shown:
        shaped["buttons"] = shown
    return shaped


def buttons(answer: Answer, platform: Platform) -> list[dict[str, Any]]:
    """Return buttons and links as the platform's buttons, as many as it shows."""
    shown: list[dict[str, Any]] = []
    for link in answer.links:
        title = link["title"][: platform.title]
        shown.append({"title": title, "url": link["url"], "hide": True})
    for button in answer.buttons:
        payload = {"mia": button["payload"], "title": button["title"]}
        if len(json.dumps(payload, ensure_ascii=False).encode()) <= platform.payload:
            title = button["title"][: platform.title]
            shown.append({"title": title, "payload": payload, "hide": True})
    return shown[: platform.buttons]


def session_state(request: Request, platform: Platform) -> Mapping[str, Any]:
    """Return the session's state as it came: what is not returned is lost.

    Mia keeps her own elsewhere; one that has grown too large for the platform is dropped.
    """
    size = len(json.dumps(request.state, ensure_ascii=False).encode())
    return request.state if size <= platform.state else {}


def _kind(envelope: Envelope, said: Said, text: str, payload: str | None) -> Kind:
    if said.original_utterance == PING and said.command in ("", PING):
        return "ping"
    if envelope.account_linking_complete_event is not None:
        return "linked"
    if payload is not None:
        return "press"
    return "start" if envelope.session.new and not text.strip() else "say"
