"""Word vectors: navec's news vectors, which the natasha package carries (250 K words, 300 d).

Source: https://github.com/natasha/navec. They are read from the installed package; nothing is fetched.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from navec import Navec
from navec.pq import PQ
from numpy.typing import NDArray

DIMENSIONS = 300
_WORDS_KEPT = 4096  # words whose vector and weight need not be looked up again
_EVERYDAY = 1e-3  # a word of this frequency weighs half
_FILE = "navec_news_v1_1B_250K_300d_100q.tar"


@dataclass(frozen=True)
class _Lexicon:
    """navec's words by their hashes, a fifth of what its own strings and dictionary take.

    Of 250 K words two share a 64-bit hash with a probability of 2e-9.
    """

    hashes: NDArray[np.int64]  # ascending
    places: NDArray[np.int32]  # of each hash's word in navec's order
    counts: NDArray[np.uint32]  # in the corpus, by navec's order
    vectors: PQ

    @classmethod
    def of(cls, navec: Navec) -> "_Lexicon":
        words = navec.vocab.words
        hashes = np.fromiter(map(hash, words), dtype=np.int64, count=len(words))
        places = np.argsort(hashes).astype(np.int32)
        counts = np.asarray(navec.vocab.counts, dtype=np.uint32)
        return cls(hashes[places], places, counts, navec.pq)

    def place(self, word: str) -> int | None:
        """Return where a word stands in navec's order; ``None`` if it is unknown."""
        wanted = hash(word)
        at = int(np.searchsorted(self.hashes, wanted))
        known = at < len(self.hashes) and self.hashes[at] == wanted
        return int(self.places[at]) if known else None


@cache
def _lexicon() -> _Lexicon:
    return _Lexicon.of(Navec.load(str(files("natasha") / "data" / "emb" / _FILE)))


@lru_cache(maxsize=_WORDS_KEPT)
def word_vector(form: str, lemma: str) -> NDArray[np.float32] | None:
    """Return the unit vector of a word by its form, else by its lemma; ``None`` if unknown."""
    lexicon = _lexicon()
    place = lexicon.place(form)
    if place is None:
        place = lexicon.place(lemma)
    if place is None:
        return None
    vector = np.asarray(lexicon.vectors[place], dtype=np.float32)
    unit = np.asarray(vector / (np.linalg.norm(vector) + 1e-9), dtype=np.float32)
    unit.flags.writeable = False  # shared by all who ask for this word
    return unit


@lru_cache(maxsize=_WORDS_KEPT)
def telling(word: str) -> float:
    """Return how much a word tells (0–1) by its frequency p in navec's corpus: a / (a + p).

    Source: Arora et al. 2017, "A Simple but Tough-to-Beat Baseline for Sentence Embeddings" (SIF).
    """
    lexicon = _lexicon()
    place = lexicon.place(word)
    share = 0.0 if place is None else float(lexicon.counts[place]) / _corpus_size()
    return _EVERYDAY / (_EVERYDAY + share)


@cache
def _corpus_size() -> float:
    return float(np.sum(_lexicon().counts, dtype=np.float64))


def mean_vector(
    words: Iterable[tuple[str, str]], weight: Callable[[str], float]
) -> NDArray[np.float32]:
    """Return the weighted mean of the vectors of (form, lemma) pairs, of unit length or zero.

    ``weight`` gives that of a lemma.
    """
    total = np.zeros(DIMENSIONS, dtype=np.float32)
    for form, lemma in words:
        vector = word_vector(form, lemma)
        if vector is not None:
            total += weight(lemma) * vector
    norm = float(np.linalg.norm(total))
    return total / norm if norm else total
