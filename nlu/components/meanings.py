"""Dense features: the mean of a message's word vectors, rare words weighing more."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components import storage
from nlu.components.tokenizer import words_of
from nlu.features import lemma_rarity, meanings, rarest


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class MeaningFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds one dense sentence vector (300 numbers, unit length) to each message."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        weights: dict[str, float] | None = None,
    ) -> None:
        super().__init__(execution_context.node_name, config)
        self._storage = model_storage
        self._resource = resource
        self._weights = weights or {}
        self._rare = rarest(self._weights)

    @classmethod
    def required_components(cls) -> list[type]:
        """Return the components that must come before."""
        return [Tokenizer]

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Accept any options: there are none of its own."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MeaningFeaturizer:
        """Create an untrained featurizer."""
        return cls(config, model_storage, resource, execution_context)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> MeaningFeaturizer:
        """Load a trained featurizer."""
        weights = storage.load(model_storage, resource)
        return cls(config, model_storage, resource, execution_context, weights)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn how rare each lemma is."""
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        self._weights = lemma_rarity(words_of(example) for example in examples)
        self._rare = rarest(self._weights)
        return storage.save(self._storage, self._resource, self._weights)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add features to the training phrasings."""
        self.process([example for example in training_data.training_examples if example.get(TEXT)])
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add features to messages."""
        if not messages:
            return messages
        rows = meanings([words_of(message) for message in messages], self._weights, self._rare)
        for at, message in enumerate(messages):
            self.add_features_to_message(None, np.atleast_2d(rows[at]), TEXT, message)
        return messages
