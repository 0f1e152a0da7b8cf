"""The move of a message's words to where its topic is hardest to tell."""

from __future__ import annotations

import tensorflow as tf


def hardest(slopes: tf.Tensor, distance: float) -> tf.Tensor:
    """Return the move of ``distance`` by which the loss of each message rises fastest.

    Source: Miyato et al. 2017, "Adversarial Training Methods for Semi-Supervised Text Classification"
    (arXiv 1605.07725). ``slopes`` are gradients of the loss: messages × words × numbers of a word; a
    message's words are moved together. Where the loss is flat nothing is moved.
    """
    steepness = tf.norm(slopes, axis=(1, 2), keepdims=True)
    return distance * tf.math.divide_no_nan(slopes, steepness)
