"""Dense features by a pretrained encoder that the operator has; not in the pipeline by default."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.encoder import EncoderOptions, SentenceEncoder

_BATCH = 32


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class EncoderFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds the encoder's vector of each message; ``folder`` in its options says where the files are."""

    def __init__(self, config: dict[str, Any], name: str) -> None:
        super().__init__(name, config)
        self._encoder = SentenceEncoder(encoder_options(config))

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Refuse a configuration that names no folder.

        Raises:
            InvalidConfigException: there is no ``folder``.
        """
        if not config.get("folder"):
            raise InvalidConfigException("EncoderFeaturizer: folder names the encoder's files")

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the options of ``EncoderOptions``."""
        return {**DenseFeaturizer.get_default_config(), **asdict(EncoderOptions(folder=""))}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EncoderFeaturizer:
        """Load the encoder from its folder."""
        return cls(config, execution_context.node_name)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add features to the training phrasings."""
        self.process([example for example in training_data.training_examples if example.get(TEXT)])
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add features to messages."""
        for at in range(0, len(messages), _BATCH):
            some = messages[at : at + _BATCH]
            rows = self._encoder.encode([message.get(TEXT) or "" for message in some])
            for message, row in zip(some, rows, strict=True):
                self.add_features_to_message(None, np.atleast_2d(row), TEXT, message)
        return messages


def encoder_options(config: dict[str, Any]) -> EncoderOptions:
    """Return the options within a component's configuration."""
    return EncoderOptions(**{name: config[name] for name in asdict(EncoderOptions(folder=""))})
