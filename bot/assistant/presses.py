"""Pressed buttons: payloads in Rasa's slash form, as what Rasa's pipeline would have made of them."""

import json
import re
from typing import Any

from bot.flows.reading import ANSWER
from knowledge.corpus import ARTICLE_PREFIX
from nlu.ranking import RETRIEVAL_INTENT

_PAYLOAD = re.compile(r"/(?P<intent>[a-z_]+)(?P<entities>\{.*\})?")


class BadPayload(ValueError):
    """A payload is not one that Mia's buttons carry."""


def parse_press(payload: str, text: str) -> dict[str, Any]:
    """Return parse data for a payload such as ``/check_balance`` or ``/answer{"value": "gb"}``.

    Raises:
        BadPayload: the payload is not of that form.
    """
    match = _PAYLOAD.fullmatch(payload)
    if match is None:
        raise BadPayload(payload)
    try:
        values = json.loads(match["entities"] or "{}")
    except json.JSONDecodeError as error:
        raise BadPayload(payload) from error
    intent = match["intent"]
    data: dict[str, Any] = {
        "text": text,
        "intent": {"name": intent, "confidence": 1.0},
        "intent_ranking": [{"name": intent, "confidence": 1.0}],
        "entities": [{"entity": name, "value": value} for name, value in values.items()],
    }
    if intent != ANSWER:
        topic = (
            ARTICLE_PREFIX + str(values.get("article")) if intent == RETRIEVAL_INTENT else intent
        )
        data["topics"] = [{"name": topic, "confidence": 1.0}]
    return data
