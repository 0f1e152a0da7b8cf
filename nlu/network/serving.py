"""The network as it serves: what its reader hears in a word is kept for words that come often."""

import numpy as np

from nlu.features import Words
from nlu.network.forward import Floats, WordNetwork
from nlu.network.inputs import LONGEST_MESSAGE

WORDS_KEPT = 4096  # about 5 KB each; where there are more, they are gathered anew

_Word = tuple[str, str]  # form and lemma


class ServingNetwork:
    """Scores as a ``WordNetwork`` does, but for rounding."""

    def __init__(self, network: WordNetwork) -> None:
        self._network = network
        self._kept: dict[_Word, Floats] = {}

    def scores(self, words: Words) -> Floats:
        """Return a score for each topic: see ``WordNetwork.scores``.

        Raises:
            ValueError: the message has no words.
        """
        read = list(zip(*words.in_order(), strict=True))[:LONGEST_MESSAGE]
        if not read:
            raise ValueError("a message without words has no scores")
        if len(self._kept) > WORDS_KEPT - LONGEST_MESSAGE:
            self._kept.clear()
        self._hear([word for word in dict.fromkeys(read) if word not in self._kept])
        return self._network.scores_of(np.stack([self._kept[word] for word in read]))

    def _hear(self, words: list[_Word]) -> None:
        """Keep what is heard in these words, all at once."""
        if words:
            forms, lemmas = zip(*words, strict=True)
            self._kept.update(zip(words, self._network.heard(forms, lemmas), strict=True))
