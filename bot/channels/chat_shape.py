"""The chat page's frames over ``/webhooks/chat``, as JSON text."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import Field, parse_obj_as

from bot.channels.text import Body
from bot.conversation.reply import Reply
from bot.conversation.transcript import Past, shown


class Hello(Body):
    """The first frame: whose page it is. ``token`` is an app or a session token."""

    type: Literal["hello"]
    sender: str = Field(min_length=1, max_length=128)
    token: str | None = Field(default=None, max_length=4096)


class Message(Body):
    """What was typed, or the payload of a pressed button with the text that it showed."""

    type: Literal["message"]
    id: str = Field(min_length=1, max_length=128)
    text: str = ""
    payload: str | None = Field(default=None, max_length=1024)


class Typing(Body):
    """The person is typing."""

    type: Literal["typing"]


class Arrived(Body):
    """What was said to him without being asked has arrived."""

    type: Literal["arrived"]
    ids: list[str] = Field(max_items=100)


Frame = Hello | Message | Typing | Arrived
_Frame = Annotated[Frame, Field(discriminator="type")]


def read_frame(text: str) -> Frame:
    """Read a frame.

    Raises:
        ValueError: it is not JSON, or not a frame.
    """
    try:
        content = json.loads(text)
    except RecursionError:
        raise ValueError("too deep") from None
    frame: Frame = parse_obj_as(_Frame, content)  # type: ignore[arg-type]
    return frame


def welcome_frame(past: Past, subscriber: Mapping[str, str] | None) -> dict[str, Any]:
    """Return what a page is greeted with: who signed in, what was said, what is awaited."""
    lines = shown(past.entries)
    return {
        "type": "welcome",
        "subscriber": dict(subscriber) if subscriber else None,
        "history": [{**line, "at": _iso(line["at"])} for line in lines],
        "greeting": None,
        "expect": past.entries[-1]["expect"] if past.entries else "open",
        "secret": past.awaits_pin,
    }


def reply_frame(reply: Reply, to: str | None) -> dict[str, Any]:
    """Return a reply as a frame; ``to`` is the id of the message it answers."""
    frame: dict[str, Any] = {
        "type": "reply",
        "to": to,
        "messages": [
            {
                "text": said.text,
                "speech": said.speech,
                "buttons": [dict(button) for button in said.buttons],
                "links": [dict(link) for link in said.links],
                "card": dict(said.card) if said.card else None,
                "author": said.author,
                "id": said.id,
            }
            for said in reply.utterances
        ],
        "expect": reply.expect,
        "secret": reply.secret,
    }
    if reply.token:
        frame["token"] = reply.token
    return frame


def error_frame(title: str, detail: str, status: int, to: str | None = None) -> dict[str, Any]:
    """Return an error as a frame, its problem as RFC 9457 has it."""
    problem = {"title": title, "detail": detail, "status": status}
    return {"type": "error", "problem": problem, "to": to}


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()
