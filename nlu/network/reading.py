"""Reading words from either side while the network learns: two LSTMs, in TensorFlow."""

from __future__ import annotations

import numpy as np
import tensorflow as tf

from nlu.network.forward import Reader

_GATES = 4
_STAYS = np.array([0, 1, 0, 0], dtype=np.float32)


class Reading(tf.Module):
    """Two LSTMs (Hochreiter and Schmidhuber 1997), one reading onward, one back.

    What words give to the gates is found for all words of a batch at once, through ``narrow`` numbers
    (of a lower rank there is less to learn). Products are of ``bfloat16`` (8 bits of precision, summed
    in 32), which takes half the time; what is remembered stays in 32 bits.
    """

    def __init__(
        self, width: int, narrow: int, units: int, random: tf.random.Generator, seed: int
    ) -> None:
        super().__init__()
        outputs = _GATES * units
        self._narrow = tf.Variable(_glorot(random, width, narrow, narrow))
        self._of_words = tf.Variable(_glorot(random, narrow, units, 2 * outputs))
        # At first the gate of what stays is open: nothing is forgotten.
        self._bias = tf.Variable(np.tile(np.repeat(_STAYS, units), 2))
        self._of_memory = [
            tf.Variable(tf.keras.initializers.Orthogonal(seed=2 * seed + way)((units, outputs)))
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
        of_words = self._narrow.numpy() @ self._of_words.numpy()
        return Reader(of_words, of_memory, self._bias.numpy())

    def _heard(self, words: tf.Tensor) -> tf.Tensor:
        heard = tf.reshape(words, [-1, self._narrow.shape[0]])
        for kernel in (self._narrow, self._of_words):
            heard = _product(heard, tf.cast(kernel, tf.bfloat16))
        messages, longest = tf.unstack(tf.shape(words)[:2])
        shape = [messages, longest, self._bias.shape[0]]
        return tf.reshape(heard + self._bias, shape)


def _product(rows: tf.Tensor, kernel: tf.Tensor) -> tf.Tensor:
    return tf.cast(tf.cast(rows, tf.bfloat16) @ kernel, tf.float32)


def _glorot(random: tf.random.Generator, inputs: int, outputs: int, columns: int) -> tf.Tensor:
    """Return ``inputs`` × ``columns`` by Glorot and Bengio (2010), for ``outputs`` that belong together."""
    reach = np.sqrt(6 / (inputs + outputs))
    return random.uniform((inputs, columns), -reach, reach)


def _remembered(heard: tf.Tensor, of_memory: tf.Variable) -> tf.Tensor:
    """Return what is said at each word by what the words give to the gates, in ``Reader``'s order."""
    kernel = tf.cast(of_memory, tf.bfloat16)

    def step(gates: tf.Tensor, state: list[tf.Tensor]) -> tuple[tf.Tensor, list[tf.Tensor]]:
        said, memory = state
        comes, stays, new, goes = tf.split(gates + _product(said, kernel), _GATES, axis=-1)
        memory = tf.sigmoid(stays) * memory + tf.sigmoid(comes) * tf.tanh(new)
        said = tf.sigmoid(goes) * tf.tanh(memory)
        return said, [said, memory]

    nothing = tf.zeros((tf.shape(heard)[0], of_memory.shape[0]))
    return tf.keras.backend.rnn(step, heard, [nothing, nothing])[1]
