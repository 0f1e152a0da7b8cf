"""The topic classifier as a Rasa component: intents, and the selector of articles, at once."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix

from nlu import classifier
from nlu.classifier import ClassifierOptions, Ranking, TopicClassifier
from nlu.components import storage
from nlu.model import rank_topics
from nlu.ranking import OUT_OF_SCOPE, Thresholds, as_rasa


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicRanker(GraphComponent, IntentClassifier):
    """Sets intent, intent ranking, the ``faq`` response selector and the joint ranking ``topics``."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: TopicClassifier | None = None,
    ) -> None:
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._model = model
        self._thresholds = Thresholds(config["act"], config["understand"])

    @classmethod
    def required_components(cls) -> list[type]:
        """Return the components that must come before."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the options of ``ClassifierOptions`` and ``Thresholds``."""
        options, thresholds = ClassifierOptions(), Thresholds()
        return {
            "regularisation": options.regularisation,
            "meaning_weight": options.meaning_weight,
            "hidden": options.hidden,
            "seed": options.seed,
            "act": thresholds.act,
            "understand": thresholds.understand,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicRanker:
        """Create an untrained ranker."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicRanker:
        """Load a trained ranker."""
        return cls(config, model_storage, resource, storage.load(model_storage, resource))

    def train(self, training_data: TrainingData) -> Resource:
        """Train on the phrasings of all topics."""
        examples = [e for e in training_data.training_examples if e.get(TEXT) and e.get(INTENT)]
        options = ClassifierOptions(
            regularisation=self._config["regularisation"],
            meaning_weight=self._config["meaning_weight"],
            hidden=self._config["hidden"],
            seed=self._config["seed"],
        )
        features = [_features(example) for example in examples]
        self._model = classifier.train(
            classifier.stacked([ngrams for ngrams, _ in features]),
            np.stack([meaning for _, meaning in features]),
            [example.get_full_intent() for example in examples],
            options,
        )
        return storage.save(self._storage, self._resource, self._model)

    def process(self, messages: list[Message]) -> list[Message]:
        """Rank the topics of messages."""
        for message in messages:
            ranking = self._rank(message)
            for name, value in as_rasa(ranking, self._thresholds).items():
                message.set(name, value, add_to_output=True)
        return messages

    def _rank(self, message: Message) -> Ranking:
        if self._model is None:
            raise RuntimeError("TopicRanker serves before it was trained")
        if not message.features:
            return [(OUT_OF_SCOPE, 1.0)]
        ngrams, meaning = _features(message)
        return rank_topics(self._model, ngrams, meaning[np.newaxis, :])


def _features(message: Message) -> tuple[csr_matrix, NDArray[np.float32]]:
    sparse = [f.features for f in message.features if f.attribute == TEXT and f.is_sparse()]
    dense = [f.features for f in message.features if f.attribute == TEXT and f.is_dense()]
    ngrams = csr_matrix(sparse[0]) if sparse else csr_matrix((1, 0), dtype=np.float32)
    meaning = np.concatenate([d.ravel() for d in dense]) if dense else np.zeros(0, np.float32)
    return ngrams, meaning
