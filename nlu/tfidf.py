"""TF-IDF of one message, from what a scikit-learn vectorizer has learned."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

Row = tuple[NDArray[np.int32], NDArray[np.float32]]

WORDS_KEPT = 4096  # about 2 KB each; where there are more, they are gathered anew


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

    def row(self, message: Any) -> Row:
        """Return the columns of a message's terms, rising, and their weights.

        ``message`` is what the vectorizer was fitted with: a text, or what its analyzer takes.
        """
        return self._weighed(self._columns_in(message))

    def _columns_in(self, message: Any) -> list[int]:
        column_of = self._columns.get
        return [column for t in self._terms(message) if (column := column_of(t)) is not None]

    def _weighed(self, found: list[int]) -> Row:
        columns, counts = np.unique(np.array(found, dtype=np.int32), return_counts=True)
        weights = (np.log(counts.astype(np.float32)) + 1) * self._rarity[columns]
        norm = np.sqrt(weights @ weights)
        return columns, weights / norm if norm else weights


class FittedWithinWords(FittedTfidf):
    """The same where all terms lie within words (``char_wb``): those of the latest words are kept."""

    def __init__(self, vectorizer: TfidfVectorizer) -> None:
        super().__init__(vectorizer)
        self._kept: dict[str, list[int]] = {}

    def row(self, message: str) -> Row:
        """Return the columns of the terms of a text, rising, and their weights."""
        return self._weighed([column for word in message.split() for column in self._in_word(word)])

    def _in_word(self, word: str) -> list[int]:
        found = self._kept.get(word)
        if found is None:
            if len(self._kept) >= WORDS_KEPT:
                self._kept.clear()
            found = self._kept[word] = self._columns_in(word)
        return found
