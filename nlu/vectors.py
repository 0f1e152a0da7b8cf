"""Word vectors: navec's news vectors, which the natasha package carries (250 K words, 300 d).

Source: https://github.com/natasha/navec. They are read from the installed package; nothing is fetched.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from navec import Navec
from numpy.typing import NDArray

DIMENSIONS = 300
_WORDS_KEPT = 4096  # vectors that need not be unpacked again
_FILE = "navec_news_v1_1B_250K_300d_100q.tar"


@cache
def _navec() -> Navec:
    return Navec.load(str(files("natasha") / "data" / "emb" / _FILE))


@lru_cache(maxsize=_WORDS_KEPT)
def word_vector(form: str, lemma: str) -> NDArray[np.float32] | None:
    """Return the unit vector of a word by its form, else by its lemma; ``None`` if unknown."""
    vectors = _navec()
    word = form if form in vectors else lemma
    if word not in vectors:
        return None
    vector = np.asarray(vectors[word], dtype=np.float32)
    unit = np.asarray(vector / (np.linalg.norm(vector) + 1e-9), dtype=np.float32)
    unit.flags.writeable = False  # shared by all who ask for this word
    return unit


def mean_vector(
    words: Iterable[tuple[str, str]], weight: dict[str, float], rare: float
) -> NDArray[np.float32]:
    """Return the weighted mean of the vectors of (form, lemma) pairs, of unit length or zero.

    ``weight`` holds a weight for each lemma, ``rare`` that of lemmas not in it.
    """
    total = np.zeros(DIMENSIONS, dtype=np.float32)
    for form, lemma in words:
        vector = word_vector(form, lemma)
        if vector is not None:
            total += weight.get(lemma, rare) * vector
    norm = float(np.linalg.norm(total))
    return total / norm if norm else total
