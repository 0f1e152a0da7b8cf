"""Messages of a topic are drawn together."""

import numpy as np
import pytest
import tensorflow as tf

from nlu.network.contrast import contrast

TOPICS = tf.constant([0, 0, 1, 1])
APART = tf.constant([[1.0, 0.0], [1.0, 0.1], [0.0, 1.0], [0.1, 1.0]])
MIXED = tf.constant([[1.0, 0.0], [0.0, 1.0], [1.0, 0.1], [0.1, 1.0]])


def test_topics_that_lie_apart_lose_less() -> None:
    assert float(contrast(APART, TOPICS)) < 0.1 < float(contrast(MIXED, TOPICS))


def test_loss_is_that_of_the_paper() -> None:
    unit = MIXED.numpy() / np.linalg.norm(MIXED.numpy(), axis=1, keepdims=True)
    alike = np.exp(unit @ unit.T / 0.1)
    np.fill_diagonal(alike, 0.0)
    mates = [1, 0, 3, 2]  # each message has one of its own topic
    expected = np.mean(
        [-np.log(alike[at, mate] / alike[at].sum()) for at, mate in enumerate(mates)]
    )
    assert float(contrast(MIXED, TOPICS)) == pytest.approx(expected, rel=1e-4)


def test_messages_alone_with_their_topic_count_nothing() -> None:
    three = tf.constant([0, 0, 1])
    with_one, without = contrast(APART[:3], three), contrast(APART[:3], tf.constant([0, 1, 2]))
    assert float(with_one) > 0
    assert float(without) == 0.0
