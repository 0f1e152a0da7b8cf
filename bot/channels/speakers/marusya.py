"""Marusya: VK's skills, whose protocol is that of Yandex Dialogs with differences (https://dev.vk.com/ru/marusia/api).

The response names the session; leaving comes as the command ``on_interrupt``; the rows of a list
need uploaded pictures, so the account's card stays text.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.channels.speakers import dialogs
from bot.channels.speakers.answer import Answer
from bot.channels.speakers.platform import platforms
from bot.channels.speakers.request import Request

CHANNEL = "marusya"
LEAVING = "on_interrupt"
PONG = "pong"
_ECHOED = ("session_id", "message_id", "user_id")


def read(body: Mapping[str, Any]) -> Request:
    """Translate a request.

    Raises:
        ValueError: it is not what VK sends.
    """
    request = dialogs.read(CHANNEL, dialogs.Envelope.parse_obj(body))
    return replace(request, kind="leave") if request.text == LEAVING else request


def write(answer: Answer, request: Request, body: Mapping[str, Any]) -> dict[str, Any]:
    """Translate an answer to a request."""
    platform = platforms()[CHANNEL]
    response = dialogs.response(answer, request, platform)
    for button in response.get("buttons", ()):
        button.pop("hide", None)  # an attribute of Alice's
    if answer.links_account:
        response["directives"] = {"start_account_linking": {}}
    return {
        "response": response,
        "session": _session(body),
        "session_state": dialogs.session_state(request, platform),
        "version": dialogs.VERSION,
    }


def pong(request: Request, body: Mapping[str, Any]) -> dict[str, Any]:
    """Answer the platform's own question whether the skill lives."""
    return {
        "response": {"text": PONG, "end_session": False},
        "session": _session(body),
        "version": dialogs.VERSION,
    }


def _session(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the part of the session that the response must repeat."""
    return {name: body["session"][name] for name in _ECHOED if name in body["session"]}
