"""Features of a message: n-grams of letters and lemmas, and a mean of word vectors."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from spacy.tokens import Doc, Token

from knowledge.follow_ups import ARROW
from nlu.analysis import is_word
from nlu.manner import manner_of, without_politeness
from nlu.tfidf import FittedTfidf, FittedWithinWords
from nlu.vectors import mean_vector, telling

ANSWERED = "^"
"""Before a word of what was answered: so it is another feature than the same word in a message."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a message: usual forms and lemmas, in order, punctuation left out.

    ``answered`` are those of the title of what was answered before a follow-up.
    """

    forms: tuple[str, ...]
    lemmas: tuple[str, ...]
    answered: "Words | None" = None

    @classmethod
    def of(cls, doc: Doc) -> "Words":
        """Return the words of an analysed message, or of ``said_after``."""
        arrow = next((token.i for token in doc if token.text == ARROW), None)
        if arrow is None:
            return cls._of(doc)
        said = cls._of(doc[arrow + 1 :])
        return cls(said.forms, said.lemmas, cls._of(doc[:arrow]))

    @classmethod
    def _of(cls, tokens: Iterable[Token]) -> "Words":
        kept = [token for token in tokens if is_word(token.text)]
        return cls(tuple(t.norm_ for t in kept), tuple(t.lemma_ for t in kept))

    def in_order(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return forms and lemmas, those of what was answered first, each with its sign."""
        if self.answered is None:
            return self.forms, self.lemmas
        before = self.answered
        forms, lemmas = (
            tuple(ANSWERED + word for word in words) for words in (before.forms, before.lemmas)
        )
        return forms + self.forms, lemmas + self.lemmas


@dataclass(frozen=True, slots=True)
class NgramOptions:
    """``letters``: shortest and longest letter n-gram; ``lemmas``: longest lemma n-gram.

    A letter n-gram counts when at least ``rarest`` phrasings have it.
    """

    letters: tuple[int, int] = (2, 5)
    lemmas: int = 2
    rarest: int = 2
    letter_weight: float = 1.0
    lemma_weight: float = 1.0


class Ngrams:
    """TF-IDF of letter n-grams (within words) and lemma n-grams, side by side."""

    def __init__(self, options: NgramOptions) -> None:
        self.options = options
        self._letters = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=options.letters,
            min_df=options.rarest,
            sublinear_tf=True,
            dtype=np.float32,
        )
        self._lemmas = TfidfVectorizer(
            analyzer=LemmaNgrams(options.lemmas), sublinear_tf=True, dtype=np.float32
        )

    def fit(self, messages: Sequence[Words]) -> "Ngrams":
        """Learn the vocabulary and weights from training messages."""
        self._letters.fit([" ".join(message.forms) for message in messages])
        self._lemmas.fit(messages)
        return self

    def transform(self, messages: Iterable[Words]) -> csr_matrix:
        """Return one row for each message."""
        rows = [self._row(message) for message in messages]
        ends = np.cumsum([0, *(len(columns) for columns, _ in rows)], dtype=np.int32)
        return csr_matrix(
            (
                np.concatenate([weights for _, weights in rows]),
                np.concatenate([columns for columns, _ in rows]),
                ends,
            ),
            shape=(len(rows), self._fitted[0].width + self._fitted[1].width),
        )

    @cached_property
    def _fitted(self) -> tuple[FittedWithinWords, FittedTfidf]:
        return FittedWithinWords(self._letters), FittedTfidf(self._lemmas)

    def _row(self, message: Words) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        by_letters, by_lemmas = self._fitted
        letters, letter_weights = by_letters.row(" ".join(message.forms))
        lemmas, lemma_weights = by_lemmas.row(message)
        weights = (
            letter_weights * np.float32(self.options.letter_weight),
            lemma_weights * np.float32(self.options.lemma_weight),
        )
        return np.concatenate((letters, lemmas + np.int32(by_letters.width))), np.concatenate(
            weights
        )


class LemmaNgrams:
    """An analyzer for scikit-learn that turns a message into n-grams of its lemmas (picklable).

    A message of a few words, polite ones aside, is a feature as a whole too: a bare «обещанный платёж»
    asks for one, the same words within a question do not. Each lemma counts once more together with the
    manner of the message: «платёж» in an order is another feature than in a question; and in a follow-up
    once more together with what was answered.
    """

    def __init__(self, longest: int, whole: int = 3) -> None:
        self.longest = longest
        self.whole = whole

    def __call__(self, message: Words) -> list[str]:
        """Return the n-grams of 1 to ``longest`` lemmas, all if they are few, each with the manner."""
        words, manner = message.lemmas, manner_of(message.forms, message.lemmas)
        grams = [
            " ".join(words[at : at + size])
            for size in range(1, self.longest + 1)
            for at in range(len(words) - size + 1)
        ]
        grams += [f"{manner}: {word}" for word in words]
        about = "" if message.answered is None else ANSWERED + " ".join(message.answered.lemmas)
        if about:
            grams += [about, *(f"{about} {word}" for word in words)]
        whole = without_politeness(words)
        if len(whole) <= self.whole:
            grams.append(about + "= " + " ".join(whole))
        return grams


def lemma_rarity(messages: Iterable[Words]) -> dict[str, float]:
    """Return the inverse document frequency of each lemma (smoothed, as scikit-learn's)."""
    counts: Counter[str] = Counter()
    total = 0
    for message in messages:
        counts.update(set(message.lemmas))
        total += 1
    return {word: math.log((1 + total) / (1 + count)) + 1 for word, count in counts.items()}


def rarest(weights: dict[str, float]) -> float:
    """Return the weight of a lemma that was never seen: that of the rarest one."""
    return max(weights.values(), default=1.0)


def meanings(
    messages: Iterable[Words], weights: dict[str, float], rare: float
) -> NDArray[np.float32]:
    """Return the mean word vector of each message, words weighing more the rarer they are.

    A lemma weighs by ``weights`` (``rare`` if it is not among them) and by how rare it is everywhere: a few
    messages tell little about which words are common.
    """

    def weight(lemma: str) -> float:
        return weights.get(lemma, rare) * telling(lemma)

    pairs = (zip(message.forms, message.lemmas, strict=True) for message in messages)
    return np.stack([mean_vector(words, weight) for words in pairs])
