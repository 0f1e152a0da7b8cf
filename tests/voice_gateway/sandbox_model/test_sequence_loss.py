from itertools import pairwise, product

import numpy as np
import pytest

from voice_gateway.sandbox_model.sequence_loss import Chain


def test_posteriors_are_those_of_all_paths_counted_one_by_one():
    random = np.random.default_rng(1)
    chain = Chain.count(random.integers(0, 3, 200).astype(np.uint8), 3)
    scores = random.standard_normal((2, 4, 3)).astype(np.float32)
    expected = np.zeros_like(scores, dtype=np.float64)
    for item, path in product(range(2), product(range(3), repeat=4)):
        chance = chain.first[path[0]]
        chance *= np.prod([chain.after[a, b] for a, b in pairwise(path)])
        chance *= np.exp(sum(scores[item, at, label] for at, label in enumerate(path)))
        for at, label in enumerate(path):
            expected[item, at, label] += chance
    expected /= expected.sum(-1, keepdims=True)
    assert chain.posteriors(scores) == pytest.approx(expected, abs=1e-5)


def test_the_chain_is_that_of_the_labels():
    chain = Chain.count(np.array([0, 0, 1, 2, 0, 0, 1], np.uint8), 3)
    assert chain.after[0] == pytest.approx([0.5, 0.5, 0], abs=1e-3)
    assert chain.after[1] == pytest.approx([0, 0, 1], abs=2e-3)
    assert chain.after.sum(1) == pytest.approx(np.ones(3))
