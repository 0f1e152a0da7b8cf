"""The Rasa policy that runs flows: it turns a tracker into a dialogue, and its step into a prediction."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channels.traits import connects, is_in_room
from bot.flows.agreeing import offers
from bot.flows.definition import Flow, flows
from bot.flows.dialogue import Dialogue, Person, Setting
from bot.flows.reading import Reading
from bot.flows.repair import hear
from bot.flows.slots import slot_specs
from bot.flows.state import State
from bot.identity.sureness import Sureness, needed_for
from knowledge.corpus import corpus
from knowledge.files import DataError
from nlu.thresholds import Thresholds

STATE = "dialogue"


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class FlowPolicy(Policy):
    """Runs the flows of ``bot/flows/tasks``. It learns nothing: training only checks the data."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> None:
        super().__init__(config, model_storage, resource, execution_context)
        self._thresholds = Thresholds(config["act"], config["understand"])
        self._setting = setting()

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the options: Rasa's priority, and the thresholds of ``Thresholds``."""
        thresholds = Thresholds()
        return {"priority": 6, "act": thresholds.act, "understand": thresholds.understand}

    @staticmethod
    def supported_data() -> SupportedData:
        """Tell Rasa that rules and stories are both fine: neither is used."""
        return SupportedData.ML_AND_RULE_DATA

    def train(
        self,
        training_trackers: list[TrackerWithCachedStates],
        domain: Domain,
        **kwargs: Any,
    ) -> Resource:
        """Check that the domain has every action and slot that the flows name.

        Raises:
            DataError: something is missing.
        """
        missing = missing_in(domain)
        if missing:
            raise DataError(f"domain.yml lacks what the flows name: {', '.join(missing)}")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FlowPolicy:
        """Load the policy: the flows are read from their files."""
        return cls(config, model_storage, resource, execution_context)

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Predict the one action that comes next, with the slots that it needs set."""
        slots = tracker.current_slot_values()
        dialogue = Dialogue(
            self._setting, State.from_json(slots.get(STATE)), slots, _person(tracker)
        )
        message = tracker.latest_message
        if message is not None and dialogue.state.heard != message.message_id:
            dialogue.state.heard = message.message_id
            dialogue.state.about = dialogue.state.about or _about(message)
            hear(dialogue, self._reading(message))
        action = dialogue.next_action()
        probabilities = self._default_predictions(domain)
        probabilities[domain.index_for_action(action)] = 1.0
        return self._prediction(probabilities, optional_events=_events(dialogue, slots))

    def _reading(self, message: UserUttered) -> Reading:
        data: dict[str, Any] = {**(message.parse_data or {}), "text": message.text}
        return Reading.from_parse(data, self._thresholds)


def setting() -> Setting:
    """Return what the product's dialogues are conducted with."""
    topics = corpus().by_id()

    def missing(flow: Flow, person: Person) -> str | None:
        changed = flow.changes()
        needed = needed_for(flow.actions(), changes=changed, in_room=person.in_room)
        has = Sureness.CLAIMED if flow.claims else Sureness.ANONYMOUS
        return None if max(has, Sureness.named(person.sureness)) >= needed else needed.label

    def title(topic: str) -> str:
        return topics[topic].title if topic in topics else topic

    return Setting(flows(), slot_specs(), missing, title, lambda: uuid.uuid4().hex, offers())


def missing_in(domain: Domain) -> list[str]:
    """Return the actions and slots that flows name and the domain does not have."""
    known = set(domain.action_names_or_texts)
    slots = {slot.name for slot in domain.slots}
    actions = {a for flow in flows().values() for a in flow.actions()}
    questions = {slot_specs()[s].question for flow in flows().values() for s in flow.slots()}
    collected = {s for flow in flows().values() for s in flow.slots()}
    return sorted((actions | questions) - known) + sorted(collected - slots)


def _about(message: UserUttered) -> str | None:
    """Return what was answered before a message in another conversation, if it says so."""
    return ((message.metadata or {}).get("mia") or {}).get("about") or None


def _person(tracker: DialogueStateTracker) -> Person:
    metadata: Mapping[str, Any] = {}
    if tracker.latest_message is not None:
        metadata = (tracker.latest_message.metadata or {}).get("mia") or {}
    channel = metadata.get("channel")
    return Person(
        metadata.get("subject"),
        metadata.get("sureness") or "anonymous",
        is_in_room(channel),
        connects(channel),
    )


def _events(dialogue: Dialogue, before: Mapping[str, Any]) -> list[Event]:
    changes = {**dialogue.changes, STATE: dialogue.state.to_json()}
    return [SlotSet(name, value) for name, value in changes.items() if before.get(name) != value]
