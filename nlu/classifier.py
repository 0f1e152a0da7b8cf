"""The trained classifier of topics: a linear model, alone or together with a small network."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from nlu.calibration import pooled
from nlu.features import Words
from nlu.network.forward import Floats

Ranking = list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen of messages, row by row."""

    ngrams: csr_matrix
    meaning: NDArray[np.float32]
    words: Sequence[Words]

    def take(self, rows: NDArray[np.int64]) -> "Seen":
        """Return some of the messages."""
        return Seen(self.ngrams[rows], self.meaning[rows], [self.words[row] for row in rows])


@dataclass(frozen=True, slots=True)
class TopicClassifier:
    """Margins of one-against-all linear SVMs, turned into confidences by a fitted temperature."""

    topics: tuple[str, ...]
    of_ngrams: NDArray[np.float16]  # n-grams × topics: most of the model's memory
    of_meaning: NDArray[np.float32]  # numbers of the meaning × topics
    intercepts: NDArray[np.float32]
    temperature: float

    def margins(self, message: Seen) -> NDArray[np.float32]:
        """Return the margins of the topics of one message, above zero for a topic's own.

        Features are not joined: that costs more than the ranking itself.
        """
        ngrams = message.ngrams
        margins = ngrams.data @ self.of_ngrams[ngrams.indices].astype(np.float32)
        return np.asarray(margins + message.meaning[0] @ self.of_meaning + self.intercepts)

    def rank(self, message: Seen) -> Ranking:
        """Return all topics of one message with their confidences (sum 1), the likeliest first."""
        return _ranked(self.topics, pooled([self.temperature], [self.margins(message)]))


class Network(Protocol):
    """A network that scores the topics of a message."""

    def scores(self, words: Words) -> Floats:
        """Return a score for each topic. Raises ``ValueError`` where there are no words."""
        ...


@dataclass(frozen=True, slots=True)
class TopicEnsemble:
    """The linear classifier and the network, their scores pooled."""

    linear: TopicClassifier
    network: Network
    network_weight: float

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that are told apart."""
        return self.linear.topics

    def rank(self, message: Seen) -> Ranking:
        """Return all topics of one message with their confidences (sum 1), the likeliest first."""
        scores = [self.linear.margins(message), self.network.scores(message.words[0])]
        weights = [self.linear.temperature, self.network_weight]
        return _ranked(self.topics, pooled(weights, scores))


def _ranked(topics: Sequence[str], confidences: NDArray[np.float64]) -> Ranking:
    order = np.argsort(-confidences)
    return [
        (topics[at], confidence)
        for at, confidence in zip(order.tolist(), confidences[order].tolist(), strict=True)
    ]
