"""Alice: Yandex Dialogs 1.0 (https://yandex.ru/dev/dialogs/alice/doc/ru/protocol)."""

from collections.abc import Mapping
from typing import Any

from bot.channels.speakers import dialogs
from bot.channels.speakers.answer import Answer
from bot.channels.speakers.card import Card, card_of
from bot.channels.speakers.platform import platforms
from bot.channels.speakers.request import Request

CHANNEL = "alice"
PONG = "pong"
ROWS = 5  # of a list
TITLE, NOTE, HEADER = 128, 256, 64  # characters of a row's title and note, and of the header


def read(body: Mapping[str, Any]) -> Request:
    """Translate a request.

    Raises:
        ValueError: it is not what Yandex Dialogs sends.
    """
    return dialogs.read(CHANNEL, dialogs.Envelope.parse_obj(body))


def write(answer: Answer, request: Request, body: Mapping[str, Any]) -> dict[str, Any]:
    """Translate an answer to a request."""
    platform = platforms()[CHANNEL]
    response = dialogs.response(answer, request, platform)
    card = card_of(answer.card)
    if card and request.has_screen:
        response["card"] = _list(card)
    if answer.links_account:
        response["directives"] = {"start_account_linking": {}}
    return {
        "response": response,
        "session_state": dialogs.session_state(request, platform),
        "version": dialogs.VERSION,
    }


def pong(request: Request, body: Mapping[str, Any]) -> dict[str, Any]:
    """Answer the platform's own question whether the skill lives."""
    return {"response": {"text": PONG, "end_session": False}, "version": dialogs.VERSION}


def _list(card: Card) -> dict[str, Any]:
    rows = [{"title": title[:TITLE], "description": note[:NOTE]} for title, note in card.rows]
    return {"type": "ItemsList", "header": {"text": card.header[:HEADER]}, "items": rows[:ROWS]}
