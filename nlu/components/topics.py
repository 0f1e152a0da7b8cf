"""The topic classifier as a Rasa component: intents, and the selector of articles, at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
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
from scipy.sparse import csr_matrix, vstack

from nlu import learning
from nlu.classifier import Seen, TopicClassifier, TopicEnsemble
from nlu.components import storage
from nlu.components.tokenizer import words_of
from nlu.learning import ClassifierOptions
from nlu.linear import LinearOptions
from nlu.model import rank_topics
from nlu.network.forward import WordNetwork
from nlu.network.options import NetworkOptions
from nlu.network.serving import ServingNetwork
from nlu.ranking import OUT_OF_SCOPE, WHOLE_RANKING, Ranking, as_rasa
from nlu.thresholds import Thresholds


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicRanker(GraphComponent, IntentClassifier):
    """Sets intent, intent ranking, the ``faq`` response selector and the joint ranking ``topics``."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: TopicClassifier | TopicEnsemble | None = None,
    ) -> None:
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._model = model
        self._thresholds = Thresholds(config["act"], config["understand"], config["outside"])

    @classmethod
    def required_components(cls) -> list[type]:
        """Return the components that must come before."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the options of ``ClassifierOptions`` and ``Thresholds``.

        Whether there is a network is an option of its own: Rasa merges a component's options into
        its defaults and cannot put nothing in the place of a mapping.
        """
        options, thresholds = ClassifierOptions(), Thresholds()
        return {
            "linear": asdict(options.linear),
            "with_network": True,
            "network": asdict(NetworkOptions()),
            "weights": options.weights,
            "hidden": options.hidden,
            "seed": options.seed,
            "act": thresholds.act,
            "understand": thresholds.understand,
            "outside": thresholds.outside,
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
        model = storage.load(model_storage, resource)
        return cls(config, model_storage, resource, _serving(model))

    def train(self, training_data: TrainingData) -> Resource:
        """Train on the phrasings of all topics."""
        examples = [e for e in training_data.training_examples if e.get(TEXT) and e.get(INTENT)]
        labels = [example.get_full_intent() for example in examples]
        self._model = learning.train(_seen(examples), labels, self._options())
        return storage.save(self._storage, self._resource, self._model)

    def _options(self) -> ClassifierOptions:
        return ClassifierOptions(
            linear=LinearOptions(**self._config["linear"]),
            network=NetworkOptions(**self._config["network"])
            if self._config["with_network"]
            else None,
            weights=tuple(self._config["weights"]) if self._config["weights"] else None,
            hidden=self._config["hidden"],
            seed=self._config["seed"],
        )

    def process(self, messages: list[Message]) -> list[Message]:
        """Rank the topics of messages."""
        for message in messages:
            ranking = self._rank(message)
            message.set(WHOLE_RANKING, ranking, add_to_output=True)
            for name, value in as_rasa(ranking, self._thresholds).items():
                message.set(name, value, add_to_output=True)
        return messages

    def _rank(self, message: Message) -> Ranking:
        if self._model is None:
            raise RuntimeError("TopicRanker serves before it was trained")
        if not message.features:
            return [(OUT_OF_SCOPE, 1.0)]
        return rank_topics(self._model, _seen([message]), self._thresholds.outside)


def _serving(model: TopicClassifier | TopicEnsemble) -> TopicClassifier | TopicEnsemble:
    if isinstance(model, TopicEnsemble) and isinstance(model.network, WordNetwork):
        return replace(model, network=ServingNetwork(model.network))
    return model


def _seen(messages: Sequence[Message]) -> Seen:
    features = [_features(message) for message in messages]
    rows = [ngrams for ngrams, _ in features]
    return Seen(
        ngrams=rows[0] if len(rows) == 1 else vstack(rows, format="csr"),
        meaning=np.stack([meaning for _, meaning in features]),
        words=[words_of(message) for message in messages],
    )


def _features(message: Message) -> tuple[csr_matrix, NDArray[np.float32]]:
    sparse = [f.features for f in message.features if f.attribute == TEXT and f.is_sparse()]
    dense = [f.features for f in message.features if f.attribute == TEXT and f.is_dense()]
    ngrams = sparse[0].tocsr() if sparse else csr_matrix((1, 0), dtype=np.float32)
    meaning = np.concatenate([d.ravel() for d in dense]) if dense else np.zeros(0, np.float32)
    return ngrams, meaning
