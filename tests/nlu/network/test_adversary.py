"""Where a message is hardest to tell."""

import numpy as np
import pytest
import tensorflow as tf

from nlu.network.adversary import hardest

SLOPES = tf.constant([[[3.0, 0.0], [0.0, -4.0]], [[0.5, 0.5], [0.5, 0.5]], [[0.0] * 2] * 2])


def test_the_move_is_as_far_as_told_and_uphill() -> None:
    moves = hardest(SLOPES, 2.0).numpy()
    assert moves[0] == pytest.approx(np.array([[1.2, 0.0], [0.0, -1.6]]))
    assert np.linalg.norm(moves, axis=(1, 2)) == pytest.approx([2.0, 2.0, 0.0])


def test_the_loss_rises() -> None:
    def loss(words: tf.Tensor) -> tf.Tensor:
        return tf.reduce_sum(tf.square(words - 1.0), axis=(1, 2))

    words = tf.constant([[[0.5, 2.0], [0.0, 0.3]]])
    with tf.GradientTape() as tape:
        tape.watch(words)
        before = loss(words)
    moved = loss(words + hardest(tape.gradient(before, words), 0.1))
    assert moved.numpy() > before.numpy()
