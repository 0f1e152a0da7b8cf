"""Pooled scores become confidences that can be believed."""

import numpy as np
import pytest

from nlu.calibration import fit_weights, pooled
from nlu.metrics import calibration_error


def test_confidences_are_a_weighted_pool() -> None:
    one, other = np.array([1.0, 0.0], np.float32), np.array([0.0, 1.0], np.float32)
    confidences = pooled((2.0, 1.0), [one, other])
    assert confidences[0] / confidences[1] == pytest.approx(np.e)
    assert confidences.sum() == pytest.approx(1.0)


def test_fitted_on_messages_whose_truth_the_scores_only_hint_at() -> None:
    random = np.random.default_rng(3)
    truth = random.integers(0, 5, 4000)
    logits = random.normal(size=(4000, 5)) + 2.0 * np.eye(5)[truth]  # log-odds 2 per unit: weight 2
    noise = random.normal(size=(4000, 5))
    scores = [logits.astype(np.float32), noise.astype(np.float32)]
    weights = fit_weights(scores, truth)
    assert weights[0] == pytest.approx(2.0, abs=0.15)
    assert weights[1] == pytest.approx(0.0, abs=0.1)
    confidences = pooled(weights, scores)
    right = confidences.argmax(axis=1) == truth
    assert calibration_error(confidences.max(axis=1).tolist(), right.tolist()) < 0.03
