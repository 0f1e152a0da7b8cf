"""Reading words from either side while the network learns: two LSTMs, in TensorFlow."""

from __future__ import annotations

import numpy as np
import tensorflow as tf

from nlu.network.forward import Reader

_GATES = 4


class Reading(tf.Module):
    """Two LSTMs (Hochreiter and Schmidhuber 1997), one reading onward, one back.

    What words give to the gates is found for all words of a batch at once, in ``bfloat16`` (8 bits of
    precision, summed in 32): it is most of the work, takes half the time so, and answers are as good.
    What is remembered stays in 32 bits.
    """

    def __init__(self, width: int, units: int, random: tf.random.Generator, seed: int) -> None:
        super().__init__()
        reach = np.sqrt(6 / (width + units))  # Glorot and Bengio (2010), for each gate
        stays = np.repeat(
            np.eye(_GATES, dtype=np.float32)[1], units
        )  # 1 at first: nothing is forgotten
        self._of_words = tf.Variable(random.uniform((width, 2 * _GATES * units), -reach, reach))
        self._bias = tf.Variable(np.tile(stays, 2))
        self._of_memory = [
            tf.Variable(
                tf.keras.initializers.Orthogonal(seed=2 * seed + way)((units, _GATES * units))
            )
            for way in range(2)
        ]

    def read(self, words: tf.Tensor, lengths: tf.Tensor) -> tf.Tensor:
        """Return messages × words × units of both by messages × words × numbers of a word."""
        onward, back = tf.split(self._heard(words), 2, axis=-1)
        turned = tf.reverse_sequence(back, lengths, seq_axis=1)
        returned = _remembered(turned, self._of_memory[1])
        return tf.concat(
            [
                _remembered(onward, self._of_memory[0]),
                tf.reverse_sequence(returned, lengths, seq_axis=1),
            ],
            axis=-1,
        )

    def reader(self) -> Reader:
        """Return what was learned so far, for serving."""
        of_memory = np.stack([kernel.numpy() for kernel in self._of_memory])
        return Reader(self._of_words.numpy(), of_memory, self._bias.numpy())

    def _heard(self, words: tf.Tensor) -> tf.Tensor:
        kernel = tf.cast(self._of_words, tf.bfloat16)
        rows = tf.cast(tf.reshape(words, [-1, kernel.shape[0]]), tf.bfloat16)
        heard = tf.cast(rows @ kernel, tf.float32) + self._bias
        return tf.reshape(heard, [*tf.unstack(tf.shape(words)[:2]), kernel.shape[1]])


def _remembered(heard: tf.Tensor, of_memory: tf.Variable) -> tf.Tensor:
    """Return what is said at each word by what the words give to the gates, in ``Reader``'s order."""

    def step(gates: tf.Tensor, state: list[tf.Tensor]) -> tuple[tf.Tensor, list[tf.Tensor]]:
        said, memory = state
        comes, stays, new, goes = tf.split(gates + said @ of_memory, _GATES, axis=-1)
        memory = tf.sigmoid(stays) * memory + tf.sigmoid(comes) * tf.tanh(new)
        said = tf.sigmoid(goes) * tf.tanh(memory)
        return said, [said, memory]

    nothing = tf.zeros((tf.shape(heard)[0], of_memory.shape[0]))
    return tf.keras.backend.rnn(step, heard, [nothing, nothing])[1]
