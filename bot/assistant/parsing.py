"""What a message means: by itself, by another hearing of it, after what was said before, in its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.trackers import DialogueStateTracker

from bot.flows.filling import is_question
from bot.flows.policy import STATE
from bot.flows.state import CONFIRM, State
from knowledge.corpus import ARTICLE_PREFIX, corpus
from nlu.context import ContextWeights, rank_after
from nlu.needs import split_needs
from nlu.ranking import OUT_OF_SCOPE, WHOLE_RANKING, Ranking, as_rasa
from nlu.thresholds import Thresholds

_NEVER_SURE = 2.0  # above any confidence
NEED_CONFIDENCE = 0.6  # from here on a part of a message counts as a need of its own


class ParsingProcessor(MessageProcessor):
    """Rasa's message processor with Mia's way to understand a message."""

    async def parse_message(
        self,
        message: UserMessage,
        tracker: DialogueStateTracker | None = None,
        only_output_properties: bool = True,
    ) -> dict[str, Any]:
        """Understand a message; where its parts are needs of their own, ``needs`` lists them."""
        data = self._understood(message, tracker, only_output_properties)
        state = State.from_json(tracker.get_slot(STATE)) if tracker else State()
        mia = (message.metadata or {}).get("mia") or {}
        about, others = _about(state) or mia.get("about"), mia.get("alternatives")
        if others and not _is_sure(data) and not state.asked:
            data = self._likelier(message, others) or data
        parts = split_needs(message.text or "")
        if len(parts) > 1:
            data["needs"] = self._needs(parts)
        if about and not data.get("needs") and _may_follow_up(state, message.text or "", data):
            data.update(self._after(about, message.text or "", data, state))
        data.pop(WHOLE_RANKING, None)
        return data

    def _after(
        self, about: str, text: str, data: Mapping[str, Any], state: State
    ) -> dict[str, Any]:
        """Return what a follow-up means after the answer to ``about``; nothing of another message.

        What is asked in place of a value («а какая комиссия») may be about the task, though it means an
        article by itself; there it is answered by an article or by the task's question alone.
        """
        alone: Ranking | None = data.get(WHOLE_RANKING)
        if alone is None:  # of another ranker than Mia's own
            return {}

        def rank(words: str) -> Ranking:
            if words == text:
                return alone
            found: Ranking = self._understood(UserMessage(words))[WHOLE_RANKING]
            return found

        thresholds, weights = Thresholds(), ContextWeights.load()
        in_place = _awaits_value(state)
        if in_place and alone[0][0].startswith(ARTICLE_PREFIX):
            weights = replace(weights, sure=_NEVER_SURE)
        found = rank_after(about, text, rank, weights, thresholds.act)
        if found is alone or (in_place and not _tells_of_task(found[0][0], state)):
            return {}
        return as_rasa(found, thresholds)

    def _likelier(self, message: UserMessage, others: list[str]) -> dict[str, Any] | None:
        """Return the parse of the first of other hearings of a message that is surely understood.

        The message's text becomes that hearing.
        """
        for text in others:
            data = self._understood(UserMessage(text))
            if _is_sure(data):
                message.text = text
                return data
        return None

    def _understood(
        self,
        message: UserMessage,
        tracker: DialogueStateTracker | None = None,
        only_output_properties: bool = True,
    ) -> dict[str, Any]:
        """Return what the model's graph makes of a message.

        Rasa's own version also copies it for the debug log, and looks for names that the domain does
        not have: the importer has put all of them there.
        """
        known = tracker or DialogueStateTracker(message.sender_id, [])
        data: dict[str, Any] = self._parse_message_with_graph(
            message, known, only_output_properties
        )
        self._update_full_retrieval_intent(data)
        return data

    def _needs(self, parts: list[str]) -> list[str]:
        """Return the topics of the parts, if each is sure of one and they differ."""
        found: list[str] = []
        for part in parts:
            data = self._understood(UserMessage(part))
            best = (data.get("topics") or [{"name": "", "confidence": 0.0}])[0]
            if best["confidence"] < NEED_CONFIDENCE:
                return []
            if best["name"] not in found:
                found.append(best["name"])
        return found if len(found) > 1 else []


def _may_follow_up(state: State, text: str, data: Mapping[str, Any]) -> bool:
    """Tell whether a message may be one: it answers no open question, or asks something there.

    What holds a value («а двести можно») may be an answer to all questions but a confirmation's.
    """
    if not state.asked:
        return True
    return is_question(text) and (state.asked == CONFIRM or not data.get("entities"))


def _about(state: State) -> str | None:
    """Return what a message may follow up: the task that awaits a value, else what was answered last.

    A flow that is only a part of a task is no topic.
    """
    topics = corpus().by_id()
    awaiting = state.top.flow if state.top and _awaits_value(state) else None
    return next((topic for topic in (awaiting, state.about) if topic in topics), None)


def _awaits_value(state: State) -> bool:
    return state.asked not in (None, CONFIRM)


def _tells_of_task(topic: str, state: State) -> bool:
    return topic.startswith(ARTICLE_PREFIX) or (state.top is not None and topic == state.top.flow)


def _is_sure(data: Mapping[str, Any]) -> bool:
    """Tell whether Mia would act on what was understood, or ask back with good reason."""
    best = (data.get("topics") or [{"name": OUT_OF_SCOPE, "confidence": 0.0}])[0]
    return bool(best["confidence"] >= NEED_CONFIDENCE) and best["name"] != OUT_OF_SCOPE
