"""The network as it serves: what its first layer makes of a word is kept for words that come often."""

from functools import lru_cache

import numpy as np

from nlu.features import Words
from nlu.network.forward import WINDOW, Floats, WordNetwork
from nlu.network.inputs import LONGEST_MESSAGE

WORDS_KEPT = 4096  # about 3 KB each


class ServingNetwork:
    """Scores as a ``WordNetwork`` does, but for rounding.

    The first convolution is linear in each of the words that it sees at once, so the part of a word in
    it, whichever its neighbours, is worked out once.
    """

    def __init__(self, network: WordNetwork) -> None:
        self._network = network
        layer = network.weights.first
        self._kernels = layer.kernel.reshape(WINDOW, -1, layer.kernel.shape[1])
        self._bias = layer.bias
        self._part = lru_cache(maxsize=WORDS_KEPT)(self._part_of)

    def scores(self, words: Words) -> Floats:
        """Return a score for each topic: see ``WordNetwork.scores``.

        Raises:
            ValueError: the message has no words.
        """
        forms, lemmas = words.forms[:LONGEST_MESSAGE], words.lemmas[:LONGEST_MESSAGE]
        parts = [self._part(form, lemma) for form, lemma in zip(forms, lemmas, strict=True)]
        if not parts:
            raise ValueError("a message without words has no scores")
        seen = np.stack(parts, axis=1)  # places in the window × words × channels
        first = seen[1] + self._bias
        first[1:] += seen[0, :-1]
        first[:-1] += seen[2, 1:]
        return self._network.scores_after(np.maximum(first, 0.0))

    def _part_of(self, form: str, lemma: str) -> Floats:
        """Return what a word gives to the word after it, to itself and to the word before it."""
        return np.asarray(self._network.rows((form,), (lemma,)) @ self._kernels)[:, 0]
