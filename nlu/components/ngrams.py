"""Sparse features: TF-IDF of letter and lemma n-grams."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components import storage
from nlu.components.tokenizer import words_of
from nlu.features import NgramOptions, Ngrams


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class NgramFeaturizer(SparseFeaturizer, GraphComponent):
    """Adds one sparse sentence vector to each message."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        ngrams: Ngrams | None = None,
    ) -> None:
        super().__init__(execution_context.node_name, config)
        self._storage = model_storage
        self._resource = resource
        self._ngrams = ngrams

    @classmethod
    def required_components(cls) -> list[type]:
        """Return the components that must come before."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the options of ``NgramOptions``."""
        options = NgramOptions()
        return {
            **SparseFeaturizer.get_default_config(),
            "shortest_letters": options.letters[0],
            "longest_letters": options.letters[1],
            "longest_lemmas": options.lemmas,
            "letter_weight": options.letter_weight,
            "lemma_weight": options.lemma_weight,
        }

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Accept any options: unknown ones are refused by Rasa's schema."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NgramFeaturizer:
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
    ) -> NgramFeaturizer:
        """Load a trained featurizer."""
        ngrams = storage.load(model_storage, resource)
        return cls(config, model_storage, resource, execution_context, ngrams)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the vocabulary from the training phrasings."""
        options = NgramOptions(
            letters=(self._config["shortest_letters"], self._config["longest_letters"]),
            lemmas=self._config["longest_lemmas"],
            letter_weight=self._config["letter_weight"],
            lemma_weight=self._config["lemma_weight"],
        )
        messages = [
            words_of(example) for example in training_data.training_examples if example.get(TEXT)
        ]
        self._ngrams = Ngrams(options).fit(messages)
        return storage.save(self._storage, self._resource, self._ngrams)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add features to the training phrasings."""
        self.process([example for example in training_data.training_examples if example.get(TEXT)])
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add features to messages."""
        if self._ngrams is None:
            raise RuntimeError("NgramFeaturizer serves before it was trained")
        if not messages:
            return messages
        rows = self._ngrams.transform([words_of(message) for message in messages])
        for at, message in enumerate(messages):
            row = (
                rows if len(messages) == 1 else rows[at]
            )  # to slice one takes as long as to make it
            self.add_features_to_message(None, row, TEXT, message)
        return messages
