"""All that is learned to rank topics, in one piece: n-grams, word rarity and the classifier.

The Rasa components hold the same three apart, one each; ``nlu.trained`` puts them together again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from nlu import classifier
from nlu.analysis import analyse
from nlu.classifier import ClassifierOptions, Ranking, TopicClassifier
from nlu.features import NgramOptions, Ngrams, Words, lemma_rarity, meanings
from nlu.ranking import OUT_OF_SCOPE


@dataclass(frozen=True, slots=True)
class TopicModel:
    """Ranks the topics of a text."""

    ngrams: Ngrams
    rarity: dict[str, float]
    classifier: TopicClassifier

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        topics: Sequence[str],
        ngram_options: NgramOptions | None = None,
        options: ClassifierOptions | None = None,
    ) -> "TopicModel":
        """Learn from texts and the topic of each.

        Raises:
            ValueError: a topic has a single text, or there are too few to keep some of each back.
        """
        messages = [Words.of(analyse(text)) for text in texts]
        ngrams = Ngrams(ngram_options or NgramOptions()).fit(messages)
        rarity = lemma_rarity(messages)
        learned = classifier.train(
            ngrams.transform(messages),
            meanings(messages, rarity),
            topics,
            options or ClassifierOptions(),
        )
        return cls(ngrams, rarity, learned)

    def rank(self, text: str) -> Ranking:
        """Return all topics with their confidences (which sum to 1), the likeliest first."""
        message = Words.of(analyse(text))
        row = self.ngrams.transform([message])
        return rank_topics(self.classifier, row, meanings([message], self.rarity))


def rank_topics(
    classifier: TopicClassifier, ngrams: csr_matrix, meaning: NDArray[np.float32]
) -> Ranking:
    """Rank the topics by one row of features.

    A message with nothing known in it (signs, another script) is out of scope: of an empty row the
    classifier would know only which topic is the commonest.
    """
    if not ngrams.nnz:
        others = [topic for topic in classifier.topics if topic != OUT_OF_SCOPE]
        return [(OUT_OF_SCOPE, 1.0), *((topic, 0.0) for topic in others)]
    return classifier.rank(ngrams, meaning)
