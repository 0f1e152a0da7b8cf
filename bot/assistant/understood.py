"""What Mia acted on in a message, as its event in the tracker tells it."""

from typing import Any

from rasa.shared.core.events import UserUttered

from bot.flows.reading import Reading
from nlu.thresholds import Thresholds


def acted_on(event: UserUttered) -> str:
    """Return the topic of a message, nothing where she was not sure of one."""
    data: dict[str, Any] = {**(event.parse_data or {}), "text": event.text}
    reading = Reading.from_parse(data, Thresholds())
    return reading.topic if reading.verdict == "act" else ""
