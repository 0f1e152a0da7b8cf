"""What the network learns from: messages as rows of word numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlu.features import Words
from nlu.network.inputs import LONGEST_MESSAGE, Lexicon

UNKNOWN = 1
"""Row of a hidden word; 0 fills up."""

_FEW_BATCHES = 20  # are sorted by length at once: short messages are not filled up to long ones
_LEARNED_FROM = 2  # times that a word must occur for something of its own to be learned about it


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by their row, from 2 on, and how many of them (the first) are learned about."""

    words: list[str]
    learned: int

    @property
    def learned_rows(self) -> int:
        """Rows that something is learned about, filling and the unknown word included."""
        return self.learned + UNKNOWN + 1

    def lexicon(self, vectors: NDArray[np.float32]) -> Lexicon:
        """Return the learned words with their rows of ``vectors``."""
        rows = {word: row for row, word in enumerate(self.words[: self.learned])}
        return Lexicon(rows, vectors[UNKNOWN + 1 :].astype(np.float16))


@dataclass(frozen=True, slots=True)
class Lessons:
    """Messages as rows of word numbers, and the words that they stand for."""

    vocabularies: tuple[Vocabulary, Vocabulary]  # of forms, of lemmas
    forms: NDArray[np.int32]
    lemmas: NDArray[np.int32]
    lengths: NDArray[np.int64]

    @classmethod
    def of(cls, messages: Sequence[Words]) -> Lessons:
        """Number the words of messages."""
        read = [message.in_order() for message in messages]
        forms, of_forms = _numbered([forms for forms, _ in read])
        lemmas, of_lemmas = _numbered([lemmas for _, lemmas in read])
        lengths = np.maximum((forms > 0).sum(axis=1), 1)
        return cls((of_forms, of_lemmas), forms, lemmas, lengths)

    def batches(self, size: int, random: np.random.Generator) -> Iterator[NDArray[np.int64]]:
        """Yield all rows in random batches of about equally long messages."""
        order = random.permutation(len(self.lengths))
        near = self.lengths + random.random(len(order)) * 3
        found = []
        for start in range(0, len(order), size * _FEW_BATCHES):
            some = order[start : start + size * _FEW_BATCHES]
            some = some[np.argsort(near[some])]
            found += [some[at : at + size] for at in range(0, len(some), size)]
        for at in random.permutation(len(found)):
            yield found[at]


def _numbered(messages: Sequence[Sequence[str]]) -> tuple[NDArray[np.int32], Vocabulary]:
    """Number the words, the commonest first, and return messages as rows of their numbers."""
    counts = Counter(word for message in messages for word in message[:LONGEST_MESSAGE])
    words = [word for word, _ in counts.most_common()]
    known = sum(count >= _LEARNED_FROM for count in counts.values())
    rows = {word: row for row, word in enumerate(words, start=UNKNOWN + 1)}
    numbers = np.zeros((len(messages), LONGEST_MESSAGE), dtype=np.int32)
    for row, message in zip(numbers, messages, strict=True):
        read = message[:LONGEST_MESSAGE]
        row[: len(read)] = [rows[word] for word in read]
    return numbers, Vocabulary(words, known)
