"""What featurizers that learn from the phrasings have in common."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any, Generic, Self, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components import storage
from nlu.components.tokenizer import words_of
from nlu.features import Words

Learned = TypeVar("Learned")


class LearnedFeaturizer(Featurizer[Any], GraphComponent, Generic[Learned]):
    """Learns from the words of all phrasings, keeps that in the model, adds a row to each message.

    Rasa tells the kind of features by the second base, ``SparseFeaturizer`` or ``DenseFeaturizer``.
    """

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        learned: Learned | None = None,
    ) -> None:
        super().__init__(execution_context.node_name, config)
        self._storage = model_storage
        self._resource = resource
        self._learned = learned

    @abstractmethod
    def _learn(self, messages: Sequence[Words]) -> Learned:
        """Return what is learned from the training phrasings."""

    @abstractmethod
    def _rows(self, learned: Learned, messages: Sequence[Words]) -> Iterable[Any]:
        """Return a matrix of one row for each message."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Return the components that must come before."""
        return [Tokenizer]

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
    ) -> Self:
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
    ) -> Self:
        """Load a trained featurizer."""
        learned: Learned = storage.load(model_storage, resource)
        return cls(config, model_storage, resource, execution_context, learned)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the training phrasings."""
        self._learned = self._learn([words_of(example) for example in _texts(training_data)])
        return storage.save(self._storage, self._resource, self._learned)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add features to the training phrasings."""
        self.process(_texts(training_data))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add features to messages.

        Raises:
            RuntimeError: nothing was learned yet.
        """
        if self._learned is None:
            raise RuntimeError(f"{type(self).__name__} serves before it was trained")
        if not messages:
            return messages
        rows = self._rows(self._learned, [words_of(message) for message in messages])
        for message, row in zip(messages, rows, strict=True):
            self.add_features_to_message(None, row, TEXT, message)
        return messages


def _texts(training_data: TrainingData) -> list[Message]:
    return [example for example in training_data.training_examples if example.get(TEXT)]
