"""A reading: what was understood of one message, as the dialogue needs it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from knowledge.corpus import ARTICLE_PREFIX
from nlu.analysis import analyse, is_word
from nlu.matters import sureness
from nlu.ranking import RETRIEVAL_INTENT
from nlu.thresholds import Thresholds, Verdict
from nlu.vectors import word_vector

ANSWER = "answer"  # the intent of a button that answers the open question


@dataclass(frozen=True)
class Found:
    """An entity of the message: its value, and the characters that gave it."""

    entity: str
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """What was understood. ``topic`` is a task or talk id, or ``faq/<id>``.

    ``verdict`` is that of the whole matter (``nlu.matters``), ``confidence`` that of the topic alone.
    ``answer`` is the value of a pressed answer button; ``needs`` are the topics of the message's
    parts when it holds more than one need.
    """

    text: str
    topic: str
    confidence: float
    verdict: Verdict
    ranking: tuple[tuple[str, float], ...] = ()
    entities: tuple[Found, ...] = ()
    answer: str | None = None
    needs: tuple[str, ...] = ()

    @property
    def in_words(self) -> bool:
        """Whether it was said or typed; else a button was pressed."""
        return bool(self.text) and not self.text.startswith("/")

    @cached_property
    def has_known_words(self) -> bool:
        """Whether the message holds a word at all, and not only figures or keys pressed at random."""
        return any(
            word_vector(token.norm_, token.lemma_) is not None
            for token in analyse(self.text)
            if is_word(token.text) and not token.text.isdigit()
        )

    @cached_property
    def words(self) -> tuple[tuple[str, int, int], ...]:
        """The lemmas of the message's words, with where each stands."""
        return tuple(
            (token.lemma_, token.idx, token.idx + len(token.text))
            for token in analyse(self.text)
            if is_word(token.text)
        )

    @cached_property
    def lemmas(self) -> tuple[str, ...]:
        """The lemmas of the message's words."""
        return tuple(word for word, _, _ in self.words)

    @classmethod
    def from_parse(cls, data: Mapping[str, Any], thresholds: Thresholds) -> "Reading":
        """Make a reading of what Rasa's pipeline (or a pressed button) gave."""
        ranking = _ranking(data)
        topic, confidence = ranking[0] if ranking else ("", 0.0)
        return cls(
            text=data.get("text") or "",
            topic=topic,
            confidence=confidence,
            verdict=thresholds.verdict(sureness(ranking)),
            ranking=ranking,
            entities=tuple(_found(data)),
            answer=_pressed(data),
            needs=tuple(data.get("needs") or ()),
        )


def _ranking(data: Mapping[str, Any]) -> tuple[tuple[str, float], ...]:
    """Return the joint ranking of topics; of other classifiers than Mia's own, from their intents."""
    if data.get("topics"):
        return tuple((item["name"], float(item["confidence"])) for item in data["topics"])
    intents = data.get("intent_ranking") or [data.get("intent") or {}]
    return tuple(
        (
            _article(data) if item["name"] == RETRIEVAL_INTENT else item["name"],
            float(item["confidence"]),
        )
        for item in intents
        if item.get("name")
    )


def _article(data: Mapping[str, Any]) -> str:
    """Return the topic of the article that a button names, or a response selector found best."""
    pressed = _entity(data, "article")
    if pressed:
        return ARTICLE_PREFIX + str(pressed)
    selector = data.get("response_selector") or {}
    for name in (RETRIEVAL_INTENT, "default"):
        best = ((selector.get(name) or {}).get("response") or {}).get("intent_response_key")
        if best:
            return str(best)
    return ARTICLE_PREFIX


def _pressed(data: Mapping[str, Any]) -> str | None:
    if (data.get("intent") or {}).get("name") != ANSWER or data.get("topics"):
        return None
    value = _entity(data, "value")
    return None if value is None else str(value)


def _entity(data: Mapping[str, Any], name: str) -> Any:
    values = [e["value"] for e in data.get("entities") or () if e["entity"] == name]
    return values[0] if values else None


def _found(data: Mapping[str, Any]) -> list[Found]:
    return [
        Found(e["entity"], str(e["value"]), e.get("start") or 0, e.get("end") or 0)
        for e in data.get("entities") or ()
    ]
