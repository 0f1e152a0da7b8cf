"""The trained network's answer, by numpy alone: a message takes a fraction of a millisecond.

Words (vector of the form, of the lemma, features of the letters) go through two convolutions over
three neighbours each, the second one added to the first; their maximum and their mean weighted by
attention go to one linear layer.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlu.features import Words
from nlu.network.inputs import LONGEST_MESSAGE, Alphabet, Lexicon

Floats = NDArray[np.float32]

WINDOW = 3
"""Letters or words that a convolution sees at once."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A linear map; of a convolution, from ``WINDOW`` · inputs."""

    kernel: Floats  # inputs × outputs
    bias: Floats


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned, layer by layer."""

    letters: Floats  # codes × numbers of a letter
    spelling: Layer
    first: Layer
    second: Layer
    attention: Floats
    output: Layer


@dataclass(frozen=True, slots=True)
class WordNetwork:
    """Scores the topics of a message."""

    alphabet: Alphabet
    forms: Lexicon
    lemmas: Lexicon
    weights: Weights

    def scores(self, words: Words) -> Floats:
        """Return a score for each topic: logarithms of confidences, up to a constant.

        Raises:
            ValueError: the message has no words.
        """
        forms, lemmas = words.forms[:LONGEST_MESSAGE], words.lemmas[:LONGEST_MESSAGE]
        if not forms:
            raise ValueError("a message without words has no scores")
        return self.scores_after(_convolved(self.rows(forms, lemmas), self.weights.first))

    def rows(self, forms: tuple[str, ...], lemmas: tuple[str, ...]) -> Floats:
        """Return what the first convolution reads: a row for each word."""
        seen = [self.forms.look_up(forms), self.lemmas.look_up(lemmas), self._spelling(forms)]
        return np.concatenate(seen, axis=1)

    def scores_after(self, first: Floats) -> Floats:
        """Return the scores by what came out of the first convolution: words × channels."""
        learned = self.weights
        hidden = _convolved(first, learned.second) + first
        attention = np.exp(hidden @ learned.attention)
        mean = (attention / attention.sum()) @ hidden
        pooled = np.concatenate((hidden.max(axis=0), mean))
        return np.asarray(pooled @ learned.output.kernel + learned.output.bias, dtype=np.float32)

    def _spelling(self, forms: tuple[str, ...]) -> Floats:
        """Return the strongest of each letter feature within each word."""
        codes = self.alphabet.spell(forms)
        there = codes > 0
        letters = self.weights.letters[codes] * there[..., np.newaxis]
        found = _convolved(letters, self.weights.spelling)
        return np.asarray((found * there[..., np.newaxis]).max(axis=1))


def _convolved(rows: Floats, layer: Layer) -> Floats:
    """Return a convolution over the last but one axis, as long as its input, cut off below zero."""
    edge = np.zeros_like(rows[..., :1, :])
    padded = np.concatenate((edge, rows, edge), axis=-2)
    length = rows.shape[-2]
    windows = np.concatenate([padded[..., at : at + length, :] for at in range(WINDOW)], axis=-1)
    return np.asarray(np.maximum(windows @ layer.kernel + layer.bias, 0.0))
