"""All that is learned to rank topics, in one piece: n-grams, word rarity and the classifier.

The Rasa components hold the same three apart, one each; ``nlu.trained`` puts them together again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlu import learning
from nlu.analysis import analyse
from nlu.classifier import Seen, TopicClassifier, TopicEnsemble
from nlu.encoder import SentenceEncoder
from nlu.features import NgramOptions, Ngrams, Words, lemma_rarity, meanings, rarest
from nlu.learning import ClassifierOptions
from nlu.ranking import OUT_OF_SCOPE, Ranking, weigh_outside


@dataclass(frozen=True, slots=True)
class TopicModel:
    """Ranks the topics of a text."""

    ngrams: Ngrams
    rarity: dict[str, float]
    classifier: TopicClassifier | TopicEnsemble
    outside: float = 1.0
    encoder: SentenceEncoder | None = None

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        topics: Sequence[str],
        ngram_options: NgramOptions | None = None,
        options: ClassifierOptions | None = None,
        outside: float = 1.0,
    ) -> "TopicModel":
        """Learn from texts and the topic of each.

        Raises:
            ValueError: a topic has a single text, or there are too few to keep some of each back.
        """
        messages = [Words.of(analyse(text)) for text in texts]
        ngrams = Ngrams(ngram_options or NgramOptions()).fit(messages)
        rarity = lemma_rarity(messages)
        seen = Seen(
            ngrams.transform(messages), meanings(messages, rarity, rarest(rarity)), messages
        )
        learned = learning.train(seen, topics, options or ClassifierOptions())
        return cls(ngrams, rarity, learned, outside)

    def rank(self, text: str) -> Ranking:
        """Return all topics with their confidences (which sum to 1), the likeliest first."""
        message = Words.of(analyse(text))
        row = self.ngrams.transform([message])
        seen = Seen(row, self._meaning(text, message), [message])
        return rank_topics(self.classifier, seen, self.outside)

    def _meaning(self, text: str, message: Words) -> NDArray[np.float32]:
        meaning = meanings([message], self.rarity, rarest(self.rarity))
        if self.encoder is None:
            return meaning
        return np.concatenate([meaning, self.encoder.encode([text])], axis=1)


def rank_topics(
    classifier: TopicClassifier | TopicEnsemble, message: Seen, outside: float = 1.0
) -> Ranking:
    """Rank the topics of one message; ``outside`` is that of ``Thresholds``.

    A message without words or with nothing known in it (signs, another script) is out of scope: of
    an empty row the classifier would know only which topic is the commonest.
    """
    if not message.ngrams.nnz or not message.words[0].forms:
        others = [topic for topic in classifier.topics if topic != OUT_OF_SCOPE]
        return [(OUT_OF_SCOPE, 1.0), *((topic, 0.0) for topic in others)]
    return weigh_outside(classifier.rank(message), outside)
