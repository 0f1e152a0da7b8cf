import numpy as np
import pytest

from voice_gateway.sandbox_model import acoustic, net, tree
from voice_gateway.sandbox_model.features import DIMENSION, SUBSAMPLING


def _by_hand(made, rows):
    """Compute what Kaldi will: every offset as the configuration tells, output frame 0 at the first context."""

    def spliced(values, at, offsets, step=1):
        return np.concatenate([values[at + offset // step] for offset in offsets])

    first = acoustic.FIRST
    here = {}
    for frame in range(-min(first) // SUBSAMPLING, (len(rows) - 1 - max(first)) // SUBSAMPLING + 1):
        seen = spliced(rows, frame * SUBSAMPLING, first)
        here[frame] = np.maximum(made.first.weights @ seen + made.first.bias, 0)
    for block, (below, above) in zip(made.blocks, acoustic.BLOCKS, strict=True):
        narrow = {
            at: block.narrow.weights @ spliced(here, at, below, SUBSAMPLING)
            for at in here
            if all(at + offset // SUBSAMPLING in here for offset in below)
        }
        here = {
            at: here[at]
            + np.maximum(
                block.wide.weights @ spliced(narrow, at, above, SUBSAMPLING) + block.wide.bias, 0
            )
            for at in narrow
            if all(at + offset // SUBSAMPLING in narrow for offset in above)
        }
    return here, {
        at: made.output.weights @ values + made.output.bias for at, values in here.items()
    }


def test_the_folded_net_computes_what_the_trained_one_does():
    random = np.random.default_rng(1)
    mean = random.standard_normal(DIMENSION).astype(np.float32)
    deviation = random.uniform(0.5, 2, DIMENSION).astype(np.float32)
    model = net._model(24, 8, mean, deviation, "float32")
    for variable in model.variables:
        if "moving_variance" in variable.name:
            variable.assign(random.uniform(0.5, 2, variable.shape))
        elif variable.shape.rank == 1:
            variable.assign(random.standard_normal(variable.shape))
    made = net._folded(model, mean, deviation)
    frames = 4
    size = acoustic.LEFT_CONTEXT + (frames - 1) * SUBSAMPLING + acoustic.RIGHT_CONTEXT + 1
    rows = random.standard_normal((size, DIMENSION)).astype(np.float32)
    expected = model(rows[None])[0].numpy()
    assert expected.shape == (frames, tree.pdf_count())
    _, found = _by_hand(made, rows)
    start = acoustic.LEFT_CONTEXT // SUBSAMPLING
    for frame in range(frames):
        assert found[start + frame] == pytest.approx(expected[frame], rel=1e-3, abs=1e-3)


def test_the_learning_rate_rises_and_falls():
    rates = [net.one_cycle(step, 100, 0.002) for step in range(1, 101)]
    assert max(rates) == pytest.approx(0.002, rel=0.01)
    assert rates[0] < rates[8]
    assert rates[-1] < 1e-5


class _Stopped(Exception):
    pass


def test_training_learns_and_a_stopped_one_ends_like_one_that_was_not(monkeypatch, tmp_path):
    options = {
        "width": 16,
        "narrow": 8,
        "epochs": 2,
        "rate": 0.01,
        "smoothing": 0.0,
        "batch": 4,
        "frames": 20,
        "sequence_steps": 0.3,
        "sequence_share": 0.5,
    }
    monkeypatch.setattr(net, "section", lambda name: options)
    monkeypatch.setattr(net, "_TOLD", 20)
    random = np.random.default_rng(2)
    labels = np.repeat(random.integers(0, 3, 600), 4).astype(np.uint8)
    rows = np.repeat(labels, SUBSAMPLING)[:, None] == np.arange(DIMENSION)
    stream = net.Stream(rows.astype(np.float16) * 3, labels)

    def stop(line):
        if line.startswith("step 40/"):
            raise _Stopped

    with pytest.raises(_Stopped):
        net.train(stream, stop, tmp_path / "stopped")
    lines, whole = [], []
    one = net.train(stream, lines.append, tmp_path / "stopped")
    other = net.train(stream, whole.append, tmp_path / "whole")
    assert lines == whole[1:]  # the state of step 20 had been kept
    assert np.array_equal(one.output.weights, other.output.weights)
    assert np.array_equal(one.first.weights, other.first.weights)
    assert float(lines[-1].rsplit(maxsplit=1)[1].strip("%")) > 60
