"""The sequence criterion: a whole path of labels against all paths that speech could take.

Labels are taken for a linear chain (a conditional random field over frames, whose transitions are the bigrams
of the training labels): loss = log of the sum over all paths - score of the right one, as maximum mutual
information with a phone bigram has it (Povey et al., 2016, with the alignment for the numerator).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import tensorflow as tf

Array = npt.NDArray[np.float32]

_UNSEEN = 1e-3  # count of a bigram that the training labels do not have


@dataclass(frozen=True, slots=True)
class Chain:
    """Chances of a label at the start of a stretch, and of a label (column) after another (row)."""

    first: Array
    after: Array

    @classmethod
    def count(cls, labels: npt.NDArray[np.uint8], states: int) -> "Chain":
        """Count a stream of labels."""
        pairs = labels[:-1].astype(np.int64) * states + labels[1:]
        bigrams = np.bincount(pairs, minlength=states**2).reshape(states, states) + _UNSEEN
        first = bigrams.sum(1)
        after = bigrams / first[:, None]
        return cls((first / first.sum()).astype(np.float32), after.astype(np.float32))

    def occupancies(self, scores: tf.Tensor) -> tf.Tensor:
        """Return each label's chance at each frame over all paths: the gradient of their sum's log.

        Args:
            scores: Log-likelihoods up to a constant a frame, (batch, frames, labels).
        """
        found = tf.numpy_function(self.posteriors, [scores], tf.float32)
        return tf.ensure_shape(found, scores.shape)

    def posteriors(self, scores: Array) -> Array:
        """Return what ``occupancies`` does, for arrays (forward and backward recursion)."""
        likely = np.exp(scores - scores.max(-1, keepdims=True)).transpose(1, 0, 2).copy()
        forward = np.empty_like(likely)
        forward[0] = _shares(self.first * likely[0])
        for at in range(1, len(likely)):
            forward[at] = _shares((forward[at - 1] @ self.after) * likely[at])
        backward = np.ones_like(likely[0])
        back = np.ascontiguousarray(self.after.T)
        for at in range(len(likely) - 1, 0, -1):
            seen = likely[at] * backward
            forward[at] = _shares(forward[at] * backward)
            backward = _shares(seen @ back)
        forward[0] = _shares(forward[0] * backward)
        shares: Array = forward.transpose(1, 0, 2).copy()
        return shares


def _shares(chances: Array) -> Array:
    whole: Array = chances / chances.sum(-1, keepdims=True)
    return whole
