"""What the network reads of a word: its letters, and its vector."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlu.features import ANSWERED
from nlu.vectors import DIMENSIONS, word_vector

LONGEST_MESSAGE = 48
"""Words of a message that are read; the rest is left out."""

LONGEST_WORD = 14
"""Letters of a word that are read, with a sign before and after; the middle of a longer word is left out."""

_NOTHING, _UNKNOWN, _BEGIN, _END = range(4)
_SCALE = 3.0  # of unit vectors, so that a number is about 0.2, as other inputs are


@dataclass(frozen=True, slots=True)
class Alphabet:
    """Codes of letters, from 4 on; 0 fills up, 1 is a letter never seen."""

    codes: dict[str, int]

    @classmethod
    def of(cls, words: Iterable[str]) -> "Alphabet":
        """Return the alphabet of these words."""
        letters = sorted({letter for word in words for letter in word})
        return cls({letter: at for at, letter in enumerate(letters, start=_END + 1)})

    @property
    def size(self) -> int:
        """How many codes there are."""
        return len(self.codes) + _END + 1

    def spell(self, words: Sequence[str]) -> NDArray[np.int32]:
        """Return a row of ``LONGEST_WORD`` codes for each word."""
        spelled = np.full((len(words), LONGEST_WORD), _NOTHING, dtype=np.int32)
        for row, word in zip(spelled, words, strict=True):
            codes = [_BEGIN, *(self.codes.get(ch, _UNKNOWN) for ch in _shortened(word)), _END]
            row[: len(codes)] = codes
        return spelled


def _shortened(word: str) -> str:
    longest = LONGEST_WORD - 2
    half = longest // 2
    return word if len(word) <= longest else word[:half] + word[half - longest :]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Vectors of words as the network has learned them; any other word keeps that of navec."""

    rows: dict[str, int]
    vectors: NDArray[np.float16]  # words × DIMENSIONS

    def look_up(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Return a row for each word, zero if nothing is known of it."""
        found = np.zeros((len(words), DIMENSIONS), dtype=np.float32)
        for at, word in enumerate(words):
            row = self.rows.get(word)
            found[at] = given_vector(word) if row is None else self.vectors[row]
        return found


def given_vector(word: str) -> NDArray[np.float32]:
    """Return what the network starts from: navec's vector, zero for a word that it does not have."""
    word = word.removeprefix(ANSWERED)
    vector = word_vector(word, word)
    return np.zeros(DIMENSIONS, dtype=np.float32) if vector is None else vector * np.float32(_SCALE)
