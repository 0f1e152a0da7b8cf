"""Entities of a message, found by rules over lemmas."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.tokenizer import ANALYSIS
from nlu.entities import find_entities


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class RussianEntities(GraphComponent, EntityExtractorMixin):
    """Sets the entities of ``nlu.entities``; days are told from today in ``time_zone``."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._zone = ZoneInfo(config["time_zone"])

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the options: ``time_zone``, an IANA name."""
        return {"time_zone": "Europe/Moscow"}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> RussianEntities:
        """Create the component."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the entities of messages."""
        today = datetime.now(self._zone).date()
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            found = [
                {**asdict(entity), "extractor": self.__class__.__name__}
                for entity in find_entities(text, today, message.get(ANALYSIS))
            ]
            message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages
