"""Dense features: the mean of a message's word vectors, rare words weighing more."""

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer

from nlu.components.learned import LearnedFeaturizer
from nlu.features import Words, lemma_rarity, meanings, rarest


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class MeaningFeaturizer(LearnedFeaturizer[dict[str, float]], DenseFeaturizer):
    """Adds one dense sentence vector (300 numbers, unit length) to each message."""

    def _learn(self, messages: Sequence[Words]) -> dict[str, float]:
        """Learn how rare each lemma is."""
        return lemma_rarity(messages)

    def _rows(
        self, learned: dict[str, float], messages: Sequence[Words]
    ) -> Iterable[NDArray[np.float32]]:
        return (np.atleast_2d(row) for row in meanings(messages, learned, self._rare))

    @cached_property
    def _rare(self) -> float:
        """The weight of a lemma never seen; read once something was learned."""
        return rarest(self._learned or {})
