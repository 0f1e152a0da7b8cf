"""The optimizer of a network most of which is tables of words."""

from __future__ import annotations

import tensorflow as tf


class SparseAdam(tf.keras.optimizers.legacy.Adam):
    """Adam that leaves alone what a step says nothing about: the vectors of words not in its batch.

    Keras' own moves all rows of a table at each step by what it remembers of them, which takes
    longer than the rest of the step. As LazyAdam of TensorFlow Addons.
    """

    def _resource_apply_sparse(
        self,
        grad: tf.Tensor,
        var: tf.Variable,
        indices: tf.Tensor,
        apply_state: dict[tuple[str, tf.DType], dict[str, tf.Tensor]],
    ) -> tf.Operation:
        now = apply_state[var.device, var.dtype.base_dtype]
        mean, square = self.get_slot(var, "m"), self.get_slot(var, "v")
        means = now["beta_1_t"] * tf.gather(mean, indices) + now["one_minus_beta_1_t"] * grad
        squares = now["beta_2_t"] * tf.gather(square, indices) + now[
            "one_minus_beta_2_t"
        ] * tf.square(grad)
        moved = now["lr"] * means / (tf.sqrt(squares) + now["epsilon"])
        mean.scatter_update(tf.IndexedSlices(means, indices))
        square.scatter_update(tf.IndexedSlices(squares, indices))
        var.scatter_sub(tf.IndexedSlices(moved, indices))
        return tf.no_op()  # the three above run in order within a function
