"""Rasa's natural-language generator over the knowledge: articles and phrases, rendered when said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker

from knowledge.answers import Answer, answer_article, answer_phrase
from knowledge.corpus import ARTICLE_PREFIX, Article, corpus
from knowledge.facts import catalogue
from knowledge.hours import ZONE
from knowledge.phrasebook import PHRASE_PREFIX, phrasebook

ANY_ARTICLE = "utter_faq"


def operator_day() -> date:
    """Return today's date where the operator is."""
    return datetime.now(ZONE).date()


class MiaWording(NaturalLanguageGenerator):
    """Says ``utter_faq/<id>`` as the article of that id, anything else as the phrase of that name.

    What is for the ear, cards, links and directives travel under ``custom.mia``.
    """

    def __init__(
        self,
        endpoint_config: Any = None,
        domain: Any = None,
        today: Callable[[], date] = operator_day,
    ) -> None:
        self._today = today
        self._articles: Mapping[str, Article] = {a.name: a for a in corpus().articles}
        self._phrases = phrasebook().phrases

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> dict[str, Any] | None:
        """Return what to say, as Rasa's message.

        Raises:
            RenderError: a placeholder resolves to nothing.
            KeyError: there is no such phrase or article.
        """
        return as_message(self.answer(utter_action, tracker, kwargs.get("facts") or {}))

    def answer(self, name: str, tracker: DialogueStateTracker, facts: Mapping[str, Any]) -> Answer:
        """Return a phrase or an article with the facts of this moment."""
        slots = tracker.current_slot_values()
        topic = name.removeprefix(PHRASE_PREFIX)
        if topic.startswith(ARTICLE_PREFIX):
            return self._article(topic.removeprefix(ARTICLE_PREFIX), slots)
        if name == ANY_ARTICLE:
            return self._article(slots["article"], slots)
        told = {"slots": slots, **(slots.get("facts") or {}), **facts}
        return self.phrase(name, times_said(name, tracker), told)

    def phrase(self, name: str, before: int, facts: Mapping[str, Any]) -> Answer:
        """Return a phrase that was said ``before`` so often, with the facts of the business too."""
        known = {**catalogue(), "today": self._today(), **facts}
        return answer_phrase(self._phrases[name], before, known)

    def _article(self, name: str, slots: Mapping[str, Any]) -> Answer:
        manner = slots.get("facts") or {}
        return answer_article(
            self._articles[name],
            catalogue(),
            brief=bool(manner.get("brief")),
            grief=bool(manner.get("grief")),
        )


def as_message(answer: Answer) -> dict[str, Any]:
    """Return an answer as a Rasa message."""
    extra: dict[str, Any] = {"speech": answer.speech}
    if answer.links:
        extra["links"] = [{"title": title, "url": url} for title, url in answer.links]
    if answer.card is not None:
        extra["card"] = answer.card
    if answer.hear_out:
        extra["hear_out"] = True
    if answer.directive:
        extra["directive"] = dict(answer.directive)
    return {
        "text": answer.text,
        "buttons": [{"title": b.title, "payload": b.payload} for b in answer.buttons],
        "custom": {"mia": extra},
    }


def times_said(name: str, tracker: DialogueStateTracker) -> int:
    """Return how often a phrase was said in what the tracker remembers."""
    return sum(
        isinstance(event, BotUttered) and event.metadata.get("utter_action") == name
        for event in tracker.events
    )
