"""Scores of models pooled into one confidence for each topic that can be believed."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

_START, _LEAST, _MOST = 1.0, 0.0, 20.0


def pooled(weights: Sequence[float], scores: Sequence[NDArray[np.float32]]) -> NDArray[np.float64]:
    """Return confidences that sum to 1 over the last axis, of scores by each model.

    The weighted sum of the scores gives the logarithms of confidences: logarithmic pooling of opinions,
    each at a temperature of its own (Guo et al. 2017, arXiv 1706.04599, for one model).
    """
    total = np.zeros(scores[0].shape, dtype=np.float64)
    for weight, given in zip(weights, scores, strict=True):
        total += weight * given.astype(np.float64)
    return softmax(total)


def fit_weights(
    scores: Sequence[NDArray[np.float32]], target: NDArray[np.int64]
) -> tuple[float, ...]:
    """Return the weight of each model that makes pooled confidences truest: least log loss.

    ``scores`` are messages × topics by each model, of messages that it was not shown.
    """
    rows = np.arange(len(target))

    def loss(weights: NDArray[np.float64]) -> float:
        confidences = pooled([float(weight) for weight in weights], scores)
        return float(-np.log(confidences[rows, target] + 1e-12).mean())

    start = np.full(len(scores), _START)
    found = minimize(loss, start, method="L-BFGS-B", bounds=[(_LEAST, _MOST)] * len(scores))
    return tuple(float(weight) for weight in found.x)


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what sums to 1 over the last axis."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True))
