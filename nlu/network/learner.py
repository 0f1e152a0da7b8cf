"""The network while it learns, in TensorFlow: what ``WordNetwork`` does, over batches and with gradients."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import tensorflow as tf

from nlu.network.forward import WINDOW, Layer, Weights, WordNetwork
from nlu.network.inputs import Alphabet, given_vector
from nlu.network.lessons import UNKNOWN, Lessons
from nlu.network.options import NetworkOptions
from nlu.network.reading import Reading
from nlu.vectors import DIMENSIONS


class Learner(tf.Module):
    """First ``words`` of their numbers, then ``seen`` of the words, then ``scores`` of what is seen."""

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
        self._spelled = tf.constant(np.pad(spelled, ((UNKNOWN + 1, 0), (0, 0))))
        self._letters = self._variable(self._alphabet.size, options.letter_size)
        self._spelling = self._variable(WINDOW, options.letter_size, options.letter_channels)
        self._spelling_bias = tf.Variable(tf.zeros(options.letter_channels))
        width = 2 * DIMENSIONS + options.letter_channels
        self._reading = Reading(width, options.narrow, options.units, self._random, options.seed)
        self._attention = self._variable(2 * options.units, 1)
        self._output = self._variable(4 * options.units, topics)
        self._output_bias = tf.Variable(tf.zeros(topics))

    @property
    def of_words(self) -> list[tf.Variable]:
        """What ``words`` has learned: tables that a batch touches few rows of, and letters."""
        return [*self._learned, self._letters, self._spelling, self._spelling_bias]

    @property
    def of_messages(self) -> list[tf.Variable]:
        """What comes after the words."""
        rest = [self._attention, self._output, self._output_bias]
        return [*self._reading.trainable_variables, *rest]

    def words(self, forms: tf.Tensor, lemmas: tf.Tensor, training: bool = False) -> tf.Tensor:
        """Return messages × words × numbers of each word.

        Word numbers are messages × words, filled up with 0.
        """
        there = tf.cast(forms > 0, tf.int32)
        if training:
            shown = 1 - self._chosen(tf.shape(forms), self._options.hidden_words)
            forms, lemmas = (
                rows * shown + (1 - shown) * there * UNKNOWN for rows in (forms, lemmas)
            )
        pair = (self._vectors(at, rows, training) for at, rows in enumerate((forms, lemmas)))
        return tf.concat([*pair, self._spell(forms)], axis=-1)

    def seen(self, words: tf.Tensor, lengths: tf.Tensor, training: bool = False) -> tf.Tensor:
        """Return what is seen of messages, a row for each; ``lengths`` are how many words each has."""
        hidden = self._reading.read(self._dropped(words, training), lengths)
        there = tf.sequence_mask(lengths, tf.shape(words)[1], dtype=tf.float32)
        beyond = 1e4 * (1 - there[..., tf.newaxis])
        attention = tf.nn.softmax(hidden @ self._attention - beyond, axis=1)
        strongest = tf.reduce_max(hidden - beyond, axis=1)
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
        spelling = self._spelling.numpy()
        return WordNetwork(
            alphabet=self._alphabet,
            forms=forms,
            lemmas=lemmas,
            weights=Weights(
                letters=self._letters.numpy(),
                spelling=Layer(
                    spelling.reshape(-1, spelling.shape[-1]), self._spelling_bias.numpy()
                ),
                reader=self._reading.reader(),
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
        letters = tf.gather(self._letters, codes) * there
        found = tf.nn.conv1d(letters, self._spelling, stride=1, padding="SAME")
        strongest = tf.reduce_max(tf.nn.relu(found + self._spelling_bias) * there, axis=1)
        shape = tf.concat([tf.shape(forms), [self._options.letter_channels]], axis=0)
        return tf.reshape(tf.gather(strongest, places), shape)

    def _chosen(self, shape: tf.Tensor, share: float) -> tf.Tensor:
        """Return ones at a random share of places, else zeros."""
        return tf.cast(self._random.uniform(shape) < share, tf.int32)

    def _dropped(self, values: tf.Tensor, training: bool) -> tf.Tensor:
        if not training:
            return values
        kept = tf.cast(self._random.uniform(tf.shape(values)) >= self._options.dropout, tf.float32)
        return values * kept / (1 - self._options.dropout)

    def _variable(self, *shape: int) -> tf.Variable:
        """Return a variable by Glorot and Bengio (2010)."""
        limit = np.sqrt(6 / (np.prod(shape[:-1]) + shape[-1] * (WINDOW if len(shape) > 2 else 1)))
        return tf.Variable(self._random.uniform(shape, -limit, limit))


def _given(words: Sequence[str]) -> tf.Tensor:
    filling = np.zeros((UNKNOWN + 1, DIMENSIONS), dtype=np.float32)
    return tf.constant(np.stack([*filling, *(given_vector(word) for word in words)]))
