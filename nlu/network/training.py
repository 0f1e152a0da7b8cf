"""Training the network with TensorFlow, which comes with Rasa; serving does without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from nlu.features import Words
from nlu.network.contrast import contrast
from nlu.network.forward import WINDOW, Layer, Weights, WordNetwork
from nlu.network.inputs import LONGEST_MESSAGE, Alphabet, Lexicon, given_vector
from nlu.network.optimizer import SparseAdam
from nlu.network.options import NetworkOptions
from nlu.vectors import DIMENSIONS

_FEW_BATCHES = 20  # are sorted by length at once: short messages are not filled up to long ones
_UNKNOWN = 1  # row of a hidden word; 0 fills up
_LEARNED_FROM = 2  # times that a word must occur for something of its own to be learned about it


def train(
    messages: Sequence[Words], target: NDArray[np.int64], topics: int, options: NetworkOptions
) -> WordNetwork:
    """Train the network on messages with the number (from 0) of each one's topic."""
    lessons = Lessons.of(messages)
    learner = Learner(lessons, topics, options)
    batch = max(4, min(options.batch, len(messages) // 12))
    epochs = max(options.epochs, -(-options.fewest_steps * batch // len(messages)))
    rate = tf.keras.optimizers.schedules.PolynomialDecay(
        options.learning_rate, epochs * -(-len(messages) // batch), options.learning_rate / 20
    )
    optimizer = SparseAdam(rate)
    step = _step(learner, optimizer, topics, options)
    random = np.random.default_rng(options.seed)
    for _ in range(epochs):
        for at in lessons.batches(batch, random):
            longest = lessons.lengths[at].max()
            step(
                lessons.forms[at, :longest],
                lessons.lemmas[at, :longest],
                target[at].astype(np.int32),
            )
    return learner.network()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by their row, from 2 on, and how many of them (the first) are learned about."""

    words: list[str]
    learned: int

    @property
    def learned_rows(self) -> int:
        """Rows that something is learned about, filling and the unknown word included."""
        return self.learned + _UNKNOWN + 1

    def lexicon(self, vectors: NDArray[np.float32]) -> Lexicon:
        """Return the learned words with their rows of ``vectors``."""
        rows = {word: row for row, word in enumerate(self.words[: self.learned])}
        return Lexicon(rows, vectors[_UNKNOWN + 1 :].astype(np.float16))


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
        forms, of_forms = _numbered([message.forms for message in messages])
        lemmas, of_lemmas = _numbered([message.lemmas for message in messages])
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
    rows = {word: row for row, word in enumerate(words, start=_UNKNOWN + 1)}
    numbers = np.zeros((len(messages), LONGEST_MESSAGE), dtype=np.int32)
    for row, message in zip(numbers, messages, strict=True):
        read = message[:LONGEST_MESSAGE]
        row[: len(read)] = [rows[word] for word in read]
    return numbers, Vocabulary(words, known)


def _step(
    learner: Learner, optimizer: tf.Tensor, topics: int, options: NetworkOptions
) -> tf.Tensor:
    loss_of = tf.keras.losses.CategoricalCrossentropy(
        from_logits=True, label_smoothing=options.smoothing
    )
    rows = tf.TensorSpec((None, None), tf.int32)
    signature = [rows, rows, tf.TensorSpec((None,), tf.int32)]

    def step(forms: tf.Tensor, lemmas: tf.Tensor, target: tf.Tensor) -> None:
        with tf.GradientTape() as tape:
            seen = learner.seen(forms, lemmas, training=True)
            loss = loss_of(tf.one_hot(target, topics), learner.scores(seen, training=True))
            loss += options.contrast * contrast(seen, target)
        variables = learner.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables, strict=True))

    return tf.function(step, input_signature=signature, autograph=False)


class Learner(tf.Module):
    """The network while it learns: what ``WordNetwork`` does, over batches and with gradients."""

    def __init__(self, lessons: Lessons, topics: int, options: NetworkOptions) -> None:
        super().__init__()
        self._lessons, self._options = lessons, options
        self._random = tf.random.Generator.from_seed(options.seed)
        self._given = [_given(vocabulary.words) for vocabulary in lessons.vocabularies]
        self._learned = [
            tf.Variable(tf.zeros((vocabulary.learned_rows, DIMENSIONS)))
            for vocabulary in lessons.vocabularies
        ]
        forms = lessons.vocabularies[0].words
        self._alphabet = Alphabet.of(forms)
        spelled = self._alphabet.spell(forms)
        self._spelled = tf.constant(np.pad(spelled, ((_UNKNOWN + 1, 0), (0, 0))))
        inputs = 2 * DIMENSIONS + options.letter_channels
        self._letters = self._variable(self._alphabet.size, options.letter_size)
        self._spelling = self._convolution(options.letter_size, options.letter_channels)
        self._first = self._convolution(inputs, options.channels)
        self._second = self._convolution(options.channels, options.channels)
        self._attention = self._variable(options.channels, 1)
        self._output = self._variable(2 * options.channels, topics)
        self._output_bias = tf.Variable(tf.zeros(topics))

    def seen(self, forms: tf.Tensor, lemmas: tf.Tensor, training: bool = False) -> tf.Tensor:
        """Return what is seen of messages, a row for each.

        Word numbers are messages × words, filled up with 0.
        """
        there = tf.cast(forms > 0, tf.float32)[..., tf.newaxis]
        if training:
            shown = 1 - self._chosen(tf.shape(forms), self._options.hidden_words)
            unknown = (1 - shown) * tf.cast(forms > 0, tf.int32) * _UNKNOWN
            forms, lemmas = (rows * shown + unknown for rows in (forms, lemmas))
        parts = [
            *(self._vectors(at, rows, training) for at, rows in enumerate((forms, lemmas))),
            self._spell(forms),
        ]
        words = self._dropped(tf.concat(parts, axis=-1), training) * there
        first = _convolved(words, *self._first) * there
        hidden = _convolved(self._dropped(first, training), *self._second) + first
        attention = tf.nn.softmax(hidden @ self._attention - 1e4 * (1 - there), axis=1)
        strongest = tf.reduce_max(hidden - 1e4 * (1 - there), axis=1)
        return tf.concat([strongest, tf.reduce_sum(attention * hidden, axis=1)], axis=-1)

    def scores(self, seen: tf.Tensor, training: bool = False) -> tf.Tensor:
        """Return messages × topics by what was seen of the messages."""
        return self._dropped(seen, training) @ self._output + self._output_bias

    def network(self) -> WordNetwork:
        """Return what was learned so far, for serving."""
        forms, lemmas = (
            vocabulary.lexicon(given.numpy()[: vocabulary.learned_rows] + learned.numpy())
            for vocabulary, given, learned in zip(
                self._lessons.vocabularies, self._given, self._learned, strict=True
            )
        )
        return WordNetwork(
            alphabet=self._alphabet,
            forms=forms,
            lemmas=lemmas,
            weights=Weights(
                letters=self._letters.numpy(),
                spelling=_flat(self._spelling),
                first=_flat(self._first),
                second=_flat(self._second),
                attention=self._attention.numpy()[:, 0],
                output=Layer(self._output.numpy(), self._output_bias.numpy()),
            ),
        )

    def _vectors(self, at: int, rows: tf.Tensor, training: bool) -> tf.Tensor:
        size = self._learned[at].shape[0]
        common = tf.cast(rows < size, tf.int32)
        learned = tf.gather(self._learned[at], rows * common)
        if training:
            common *= 1 - self._chosen(tf.shape(rows), self._options.forgotten)
        return (
            tf.gather(self._given[at], rows)
            + learned * tf.cast(common, tf.float32)[..., tf.newaxis]
        )

    def _spell(self, forms: tf.Tensor) -> tf.Tensor:
        """Return the letter features of words, found once for each word of the batch."""
        each, places = tf.unique(tf.reshape(forms, [-1]))
        codes = tf.gather(self._spelled, each)
        there = tf.cast(codes > 0, tf.float32)[..., tf.newaxis]
        found = _convolved(tf.gather(self._letters, codes) * there, *self._spelling) * there
        strongest = tf.gather(tf.reduce_max(found, axis=1), places)
        shape = tf.concat([tf.shape(forms), [self._options.letter_channels]], axis=0)
        return tf.reshape(strongest, shape)

    def _chosen(self, shape: tf.Tensor, share: float) -> tf.Tensor:
        """Return ones at a random share of places, else zeros."""
        return tf.cast(self._random.uniform(shape) < share, tf.int32)

    def _dropped(self, values: tf.Tensor, training: bool) -> tf.Tensor:
        if not training:
            return values
        kept = tf.cast(self._random.uniform(tf.shape(values)) >= self._options.dropout, tf.float32)
        return values * kept / (1 - self._options.dropout)

    def _convolution(self, inputs: int, outputs: int) -> tuple[tf.Variable, tf.Variable]:
        return self._variable(WINDOW, inputs, outputs), tf.Variable(tf.zeros(outputs))

    def _variable(self, *shape: int) -> tf.Variable:
        """Return a variable by Glorot and Bengio (2010)."""
        limit = np.sqrt(6 / (np.prod(shape[:-1]) + shape[-1] * (WINDOW if len(shape) > 2 else 1)))
        return tf.Variable(self._random.uniform(shape, -limit, limit))


def _convolved(rows: tf.Tensor, kernel: tf.Variable, bias: tf.Variable) -> tf.Tensor:
    return tf.nn.relu(tf.nn.conv1d(rows, kernel, stride=1, padding="SAME") + bias)


def _flat(convolution: tuple[tf.Variable, tf.Variable]) -> Layer:
    kernel, bias = (variable.numpy() for variable in convolution)
    return Layer(kernel.reshape(-1, kernel.shape[-1]), bias)


def _given(words: Sequence[str]) -> tf.Tensor:
    filling = np.zeros((_UNKNOWN + 1, DIMENSIONS), dtype=np.float32)
    return tf.constant(np.stack([*filling, *(given_vector(word) for word in words)]))
