"""Sparse features: TF-IDF of letter and lemma n-grams."""

from collections.abc import Iterable, Sequence
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from scipy.sparse import csr_matrix

from nlu.components.learned import LearnedFeaturizer
from nlu.features import NgramOptions, Ngrams, Words


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class NgramFeaturizer(LearnedFeaturizer[Ngrams], SparseFeaturizer):
    """Adds one sparse sentence vector to each message."""

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

    def _learn(self, messages: Sequence[Words]) -> Ngrams:
        """Learn the vocabulary."""
        options = NgramOptions(
            letters=(self._config["shortest_letters"], self._config["longest_letters"]),
            lemmas=self._config["longest_lemmas"],
            letter_weight=self._config["letter_weight"],
            lemma_weight=self._config["lemma_weight"],
        )
        return Ngrams(options).fit(messages)

    def _rows(self, learned: Ngrams, messages: Sequence[Words]) -> Iterable[csr_matrix]:
        rows = learned.transform(messages)
        if len(messages) == 1:  # to slice one takes as long as to make it
            return [rows]
        return [rows[at] for at in range(len(messages))]
