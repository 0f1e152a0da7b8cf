"""TF-IDF of one message, from what a scikit-learn vectorizer has learned."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer


class FittedTfidf:
    """The weights of a fitted vectorizer (sublinear TF, L2 norm), applied message by message.

    The values are those of ``TfidfVectorizer.transform``, which spends a millisecond a message on
    checks and on sparse matrices in between; the message itself takes a few dozen look-ups.
    """

    def __init__(self, vectorizer: TfidfVectorizer) -> None:
        self._terms = vectorizer.build_analyzer()
        self._columns: dict[str, int] = vectorizer.vocabulary_
        self._rarity: NDArray[np.float32] = vectorizer.idf_.astype(np.float32)

    @property
    def width(self) -> int:
        """How many columns a row has."""
        return len(self._rarity)

    def row(self, message: Any) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Return the columns of a message's terms, rising, and their weights.

        ``message`` is what the vectorizer was fitted with: a text, or what its analyzer takes.
        """
        column_of = self._columns.get
        found = [column for t in self._terms(message) if (column := column_of(t)) is not None]
        columns, counts = np.unique(np.array(found, dtype=np.int32), return_counts=True)
        weights = (np.log(counts.astype(np.float32)) + 1) * self._rarity[columns]
        norm = np.sqrt(weights @ weights)
        return columns, weights / norm if norm else weights
