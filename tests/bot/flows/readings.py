"""Readings for tests: what a classifier would have said is given, entities are really found."""

from datetime import date

from bot.flows.reading import Found, Reading
from nlu.entities import find_entities
from nlu.thresholds import Thresholds

THRESHOLDS = Thresholds(act=0.5, understand=0.2)
TODAY = date(2026, 3, 10)


def heard(
    text: str,
    topic: str = "out_of_scope",
    confidence: float = 0.9,
    *,
    others: tuple[tuple[str, float], ...] = (),
    needs: tuple[str, ...] = (),
) -> Reading:
    """Return the reading of a text that was understood as a topic."""
    found = [Found(e.entity, e.value, e.start, e.end) for e in find_entities(text, TODAY)]
    rest = others or (("greet", 0.01), ("thank", 0.01))
    return Reading(
        text=text,
        topic=topic,
        confidence=confidence,
        verdict=THRESHOLDS.verdict(confidence),
        ranking=((topic, confidence), *rest),
        entities=tuple(found),
        needs=needs,
    )


def unclear(text: str) -> Reading:
    """Return the reading of a text that was not understood."""
    return heard(text, "greet", 0.05)


def pressed(topic: str) -> Reading:
    """Return the reading of a pressed button that means a topic; the channel gave no text."""
    return Reading("", topic, 1.0, "act", ((topic, 1.0),))


def answered(value: str) -> Reading:
    """Return the reading of a pressed button that answers the open question."""
    return Reading("", "answer", 1.0, "act", (), (), value)
