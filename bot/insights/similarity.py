"""Similarity: whether two things people said are one thing said twice. Pure.

Half of it is the cosine of mean word vectors, half the part of content words that both share: the
features that the assistant itself understands by. Words of courtesy weigh nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.lemmas import content_words, courtesy
from nlu.analysis import analyse
from nlu.features import Words
from nlu.vectors import DIMENSIONS, mean_vector

SAME = 0.5  # from here on two texts say the same; what that gives is in docs/understanding.md

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Features:
    """A text as it is compared: a unit vector (or zeros) and its content words."""

    vector: Vector
    words: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Features:
        """Return the features of a text."""
        words = Words.of(analyse(text))
        pairs = zip(words.forms, words.lemmas, strict=True)
        vector = mean_vector(pairs, _weight)
        return cls(vector, content_words(text))

    def to_bytes(self) -> bytes:
        """Return the vector as bytes of float32."""
        return self.vector.astype(np.float32).tobytes()

    @classmethod
    def from_bytes(cls, raw: bytes, words: Iterable[str]) -> Features:
        """Read features that were stored."""
        vector = np.frombuffer(raw, dtype=np.float32)
        return cls(
            vector if len(vector) == DIMENSIONS else np.zeros(DIMENSIONS, np.float32),
            frozenset(words),
        )


def similarity(one: Features, other: Features) -> float:
    """Return how much two texts say the same (0–1)."""
    if not one.words or not other.words:
        return 0.0
    cosine = max(float(one.vector @ other.vector), 0.0)
    shared = len(one.words & other.words) / min(len(one.words), len(other.words))
    return (cosine + shared) / 2


def nearest(said: Features, known: Mapping[int, Features]) -> int | None:
    """Return the key of what a text repeats, ``None`` where it is new."""
    near = {key: similarity(said, features) for key, features in known.items()}
    best = max(near, key=lambda key: near[key], default=None)
    return best if best is not None and near[best] >= SAME else None


def _weight(lemma: str) -> float:
    """Courtesy weighs nothing, all other words the same."""
    return float(lemma not in courtesy())
