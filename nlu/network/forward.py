"""The trained network's answer, by numpy alone: a message takes a fraction of a millisecond.

Words (vector of the form, of the lemma, features of the letters) are read from either side by an LSTM; the
maximum of what it remembers at each word and the mean weighted by attention go to one linear layer.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from nlu.features import Words
from nlu.network.inputs import LONGEST_MESSAGE, Alphabet, Lexicon

Floats = NDArray[np.float32]

WINDOW = 3
"""Letters that a convolution sees at once."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A linear map; of a convolution, from ``WINDOW`` · inputs."""

    kernel: Floats  # inputs × outputs
    bias: Floats


@dataclass(frozen=True, slots=True)
class Reader:
    """Two LSTMs (Hochreiter and Schmidhuber 1997), one reading onward, one back.

    Of each the outputs are the gates in Keras' order: what comes in, what stays, the new, what goes out.
    """

    of_words: Floats  # numbers of a word × outputs of both
    of_memory: Floats  # 2 × units × outputs of one
    bias: Floats  # of both

    def read(self, heard: Floats) -> Floats:
        """Return words × units of both by what each word gives to the gates: words × outputs."""
        units = self.of_memory.shape[1]
        turns = np.stack(np.split(heard, 2, axis=1))
        turns[1] = turns[1, ::-1]
        hidden = np.empty((2, len(heard), units), dtype=np.float32)
        said = np.zeros((2, 1, units), dtype=np.float32)
        memory = np.zeros_like(said)
        for at in range(len(heard)):
            gates = turns[:, at : at + 1] + said @ self.of_memory
            open_ = expit(gates)
            new = np.tanh(gates[..., 2 * units : 3 * units])
            memory = open_[..., units : 2 * units] * memory + open_[..., :units] * new
            said = open_[..., 3 * units :] * np.tanh(memory)
            hidden[:, at] = said[:, 0]
        return np.concatenate((hidden[0], hidden[1, ::-1]), axis=1)


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned, layer by layer."""

    letters: Floats  # codes × numbers of a letter
    spelling: Layer
    reader: Reader
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
        forms, lemmas = (read[:LONGEST_MESSAGE] for read in words.in_order())
        if not forms:
            raise ValueError("a message without words has no scores")
        return self.scores_of(self.heard(forms, lemmas))

    def heard(self, forms: tuple[str, ...], lemmas: tuple[str, ...]) -> Floats:
        """Return what each word, whichever its neighbours, gives to the reader's gates."""
        seen = [self.forms.look_up(forms), self.lemmas.look_up(lemmas), self._spelling(forms)]
        reader = self.weights.reader
        # Row by row: for a product of two matrices BLAS first copies the whole of the larger one.
        given = [row @ reader.of_words for row in np.concatenate(seen, axis=1)]
        return np.asarray(np.stack(given) + reader.bias)

    def scores_of(self, heard: Floats) -> Floats:
        """Return the scores of a message by what was ``heard`` of its words."""
        learned = self.weights
        hidden = learned.reader.read(heard)
        attention = np.exp(hidden @ learned.attention)
        mean = (attention / attention.sum()) @ hidden
        pooled = np.concatenate((hidden.max(axis=0), mean))
        return np.asarray(pooled @ learned.output.kernel + learned.output.bias, dtype=np.float32)

    def _spelling(self, forms: tuple[str, ...]) -> Floats:
        """Return the strongest of each letter feature within each word."""
        codes = self.alphabet.spell(forms)
        there = (codes > 0)[..., np.newaxis]
        found = _convolved(self.weights.letters[codes] * there, self.weights.spelling)
        return np.asarray((found * there).max(axis=1))


def _convolved(rows: Floats, layer: Layer) -> Floats:
    """Return a convolution over the last but one axis, as long as its input, cut off below zero."""
    edge = np.zeros_like(rows[..., :1, :])
    padded = np.concatenate((edge, rows, edge), axis=-2)
    length = rows.shape[-2]
    windows = np.concatenate([padded[..., at : at + length, :] for at in range(WINDOW)], axis=-1)
    return np.asarray(np.maximum(windows @ layer.kernel + layer.bias, 0.0))
