"""The assistant: one turn in, what Mia says out. The Conversation sees Rasa through this alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk import Action
from redis.asyncio import Redis

from bot.assistant.output import Collector
from bot.assistant.person import person_events
from bot.assistant.presses import parse_press
from bot.assistant.processor import MiaProcessor
from bot.assistant.tracker_store import RedisEvents
from bot.assistant.understood import acted_on
from bot.assistant.wording import MiaWording, as_message
from bot.desk.case import Line
from bot.flows.policy import STATE
from bot.flows.slots import Expect, slot_specs
from bot.flows.state import CONFIRM, State
from nlu.ranking import topic_of
from nlu.thresholds import Thresholds


@dataclass(frozen=True, slots=True)
class Said:
    """What Mia said in a turn, as Rasa messages, and what kind of answer she expects.

    ``missed`` counts how many turns in a row she has not understood, this one included; ``asks`` tells
    whether a question awaits its answer; ``topic`` is what she acted on, nothing where she was not
    sure; ``phrases`` are those she gave; ``about`` is the topic that was answered last.
    """

    messages: list[dict[str, Any]]
    expect: Expect = "open"
    choices: list[str] = field(default_factory=list)
    missed: int = 0
    asks: bool = False
    topic: str = ""
    phrases: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What goes into a turn: text, or the payload of a pressed button with the text it showed."""

    text: str
    payload: str | None
    channel: str
    message_id: str
    metadata: Mapping[str, Any]


class Assistant:
    """Rasa's processor with Mia's parts around it."""

    def __init__(self, processor: MiaProcessor, store: RedisEvents, wording: MiaWording) -> None:
        self._processor = processor
        self._store = store
        self._wording = wording
        self._thresholds = Thresholds()

    @classmethod
    def load(
        cls,
        model: Path,
        redis: Redis[str],
        actions: Mapping[str, Action],
        action_endpoint: EndpointConfig | None = None,
    ) -> Assistant:
        """Load the model and connect the tracker store.

        Raises:
            NoModel: there is none at that path that can be used.
        """
        store, wording = RedisEvents(None, redis), MiaWording()
        processor = MiaProcessor(
            actions,
            model_path=model,
            tracker_store=store,
            lock_store=InMemoryLockStore(),
            generator=wording,
            action_endpoint=action_endpoint,
            max_number_of_predictions=25,
        )
        store.domain = processor.domain
        return cls(processor, store, wording)

    def reads(self, conversation: str) -> tuple[str, ...]:
        """Return the keys in Redis that a turn of a conversation will read."""
        return self._store.reads(conversation)

    async def answer(self, conversation: str, heard: Heard) -> Said:
        """Run one turn of a conversation. Turns of one conversation must not overlap."""
        collector = Collector(heard.channel)
        message = UserMessage(
            text=heard.text,
            output_channel=collector,
            sender_id=conversation,
            input_channel=heard.channel,
            message_id=heard.message_id,
            metadata=dict(heard.metadata),
            parse_data=parse_press(heard.payload, heard.text) if heard.payload else None,
        )
        tracker = await self._processor.take_turn(message)
        expect, choices = _expected(tracker)
        state = State.from_json(tracker.get_slot(STATE))
        asks = state.asked is not None
        signs = _signs(tracker)
        about = state.about or ""
        return Said(collector.messages, expect, choices, state.misses, asks, *signs, about)

    async def note_person(self, conversation: str, case: str, lines: Sequence[Line]) -> None:
        """Put into a conversation's history what a person said in it; once for each case."""
        tracker = await self._store.get_or_create_tracker(conversation, append_action_listen=False)
        events = person_events(tracker, case, lines)
        if events:
            tracker.update_with_events(events, self._processor.domain)
            await self._store.save(tracker)

    async def parse(self, text: str) -> dict[str, Any]:
        """Understand a text without a conversation: Rasa's parse, with the joint ``topics``.

        A leading slash, which Rasa would obey, is passed over; offsets stay those of the text.
        """
        plain = text.lstrip("/ ")
        return await self._processor.parse_message(UserMessage(plain.rjust(len(text))))

    async def understand(self, text: str) -> dict[str, Any]:
        """Return what Mia would act on: text, topic, confidence, alternatives, entities."""
        data = await self.parse(text)
        ranking = [(t["name"], t["confidence"]) for t in data.get("topics") or []]
        topic, confidence = topic_of(ranking, self._thresholds)
        return {
            "text": text,
            "topic": topic,
            "confidence": round(confidence, 4),
            "alternatives": [[name, round(value, 4)] for name, value in ranking],
            "entities": [
                {name: entity[name] for name in ("entity", "value", "start", "end")}
                for entity in data.get("entities") or []
            ],
        }

    def phrase(self, name: str, before: int = 0, /, **facts: Any) -> dict[str, Any]:
        """Return a phrase of the phrasebook as a Rasa message, outside of any conversation.

        ``before`` is how often it was said there before: its variants are taken in turn.
        """
        return as_message(self._wording.phrase(name, before, facts))

    async def tracker(self, conversation: str) -> DialogueStateTracker | None:
        """Return the tracker of a conversation with its history, ``None`` if there is none."""
        return await self._store.retrieve_full_tracker(conversation)


def _expected(tracker: DialogueStateTracker) -> tuple[Expect, list[str]]:
    state = State.from_json(tracker.get_slot(STATE))
    if state.asked is None:
        return "open", []
    if state.asked == CONFIRM:
        return "yes_no", []
    spec = slot_specs()[state.asked]
    return spec.expect, list(spec.choices)


def _signs(tracker: DialogueStateTracker) -> tuple[str, tuple[str, ...]]:
    """Return what the last message was about, and the phrases that answered it."""
    phrases: list[str] = []
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return acted_on(event), tuple(phrases)
        if isinstance(event, BotUttered):
            phrases.append(str((event.metadata or {}).get("utter_action") or ""))
    return "", tuple(phrases)
