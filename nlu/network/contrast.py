"""The loss that draws messages of a topic together and pushes those of others away."""

from __future__ import annotations

import tensorflow as tf

_TEMPERATURE = 0.1


def contrast(seen: tf.Tensor, target: tf.Tensor) -> tf.Tensor:
    """Return how much nearer a message is to others of the batch than to those of its own topic.

    Source: Khosla et al. 2020, "Supervised Contrastive Learning" (arXiv 2004.11362), the loss outside of the
    logarithm. Messages that are alone with their topic count nothing.
    """
    unit = tf.math.l2_normalize(seen, axis=-1)
    itself = tf.eye(tf.shape(seen)[0])
    alike = unit @ tf.transpose(unit) / _TEMPERATURE - 1e9 * itself
    same = tf.cast(target[:, tf.newaxis] == target[tf.newaxis], tf.float32) - itself
    likely = tf.nn.log_softmax(alike, axis=1)
    mates = tf.reduce_sum(same, axis=1)
    lost = -tf.reduce_sum(tf.where(same > 0, likely, 0.0), axis=1) / tf.maximum(mates, 1.0)
    paired = tf.reduce_sum(tf.cast(mates > 0, tf.float32))
    return tf.reduce_sum(lost) / tf.maximum(paired, 1.0)
