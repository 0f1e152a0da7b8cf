"""Training the network with TensorFlow, which comes with Rasa; serving does without it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from nlu.features import Words
from nlu.network.adversary import hardest
from nlu.network.contrast import contrast
from nlu.network.forward import WordNetwork
from nlu.network.learner import Learner
from nlu.network.lessons import Lessons
from nlu.network.optimizer import SparseAdam
from nlu.network.options import NetworkOptions


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
    step = _step(learner, SparseAdam(rate), topics, options)
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


def _step(
    learner: Learner, optimizer: tf.Tensor, topics: int, options: NetworkOptions
) -> tf.Tensor:
    """Return what learns from one batch: as it is, and moved to where it is hardest to tell, half each."""
    loss_of = tf.keras.losses.CategoricalCrossentropy(
        from_logits=True, label_smoothing=options.smoothing
    )
    rows = tf.TensorSpec((None, None), tf.int32)
    signature = [rows, rows, tf.TensorSpec((None,), tf.int32)]

    def slopes(
        words: tf.Tensor, lengths: tf.Tensor, target: tf.Tensor
    ) -> tuple[tf.Tensor, list[tf.Tensor]]:
        """Return the gradients of the loss by the words, and by what comes after them."""
        with tf.GradientTape() as tape:
            tape.watch(words)
            seen = learner.seen(words, lengths, training=True)
            loss = loss_of(tf.one_hot(target, topics), learner.scores(seen, training=True))
            loss += options.contrast * contrast(seen, target)
        by_words, *others = tape.gradient(loss, [words, *learner.of_messages])
        return by_words, others

    def step(forms: tf.Tensor, lemmas: tf.Tensor, target: tf.Tensor) -> None:
        lengths = tf.reduce_sum(tf.cast(forms > 0, tf.int32), axis=1)
        with tf.GradientTape() as tape:
            words = learner.words(forms, lemmas, training=True)
        by_words, plain = slopes(words, lengths, target)
        by_moved, moved = slopes(words + hardest(by_words, options.adversary), lengths, target)
        of_words = tape.gradient(words, learner.of_words, (by_words + by_moved) / 2)
        of_messages = [(one + other) / 2 for one, other in zip(plain, moved, strict=True)]
        variables = [*learner.of_words, *learner.of_messages]
        optimizer.apply_gradients(zip([*of_words, *of_messages], variables, strict=True))

    return tf.function(step, input_signature=signature, autograph=False)
