"""The network as it serves: what its reader hears in a word is kept for words that come often."""

from functools import lru_cache

import numpy as np

from nlu.features import Words
from nlu.network.forward import Floats, WordNetwork
from nlu.network.inputs import LONGEST_MESSAGE

WORDS_KEPT = 4096  # about 5 KB each


class ServingNetwork:
    """Scores as a ``WordNetwork`` does, but for rounding."""

    def __init__(self, network: WordNetwork) -> None:
        self._network = network
        self._heard = lru_cache(maxsize=WORDS_KEPT)(self._heard_in)

    def scores(self, words: Words) -> Floats:
        """Return a score for each topic: see ``WordNetwork.scores``.

        Raises:
            ValueError: the message has no words.
        """
        forms, lemmas = (read[:LONGEST_MESSAGE] for read in words.in_order())
        heard = [self._heard(form, lemma) for form, lemma in zip(forms, lemmas, strict=True)]
        if not heard:
            raise ValueError("a message without words has no scores")
        return self._network.scores_of(np.stack(heard))

    def _heard_in(self, form: str, lemma: str) -> Floats:
        return np.asarray(self._network.heard((form,), (lemma,))[0])
