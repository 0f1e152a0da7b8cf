"""Training of the net: a TDNN over MFCCs that names the pdf of every third frame (TensorFlow).

Cross-entropy with the synthesizers' own alignments, then the sequence criterion besides. All offsets
beyond the first layer are multiples of three frames, so from there on only every third frame is computed.
"""

import hashlib
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import tensorflow as tf

from voice_gateway.sandbox_model import acoustic, speech, tree
from voice_gateway.sandbox_model.acoustic import LEFT_CONTEXT, RIGHT_CONTEXT, Affine, Block, Net
from voice_gateway.sandbox_model.features import DIMENSION, SUBSAMPLING
from voice_gateway.sandbox_model.kaldi_binary import Array
from voice_gateway.sandbox_model.sequence_loss import Chain
from voice_gateway.sandbox_model.settings import section, settings

_NORM_EPSILON = 1e-3
_LOUDNESS = 8.0  # how far C0 is moved at random, half-width
_COMPUTED = "mixed_bfloat16"  # products in 16 bits, sums, normalisation and weights in 32
_TOLD = 200  # steps between two words of the progress
_WARM_UP = 0.1  # share of the steps in which the learning rate rises

Progress = Callable[[str], None]
Step = Callable[["tf.Tensor", "tf.Tensor", bool], tuple["tf.Tensor", "tf.Tensor"]]


@dataclass(frozen=True, slots=True)
class Stream:
    """All utterances one after another: features, and a label for every third frame."""

    features: npt.NDArray[np.float16]
    labels: npt.NDArray[np.uint8]

    @classmethod
    def read(cls, folder: Path) -> "Stream":
        """Read every shard below ``folder``.

        Raises:
            FileNotFoundError: there are none.
        """
        shards = [(rows, labels) for rows, labels, _ in speech.read(folder)]
        if not shards:
            raise FileNotFoundError(f"{folder}: no training speech")
        rows = np.concatenate([part for part, _ in shards])
        return cls(rows, np.concatenate([part for _, part in shards]).astype(np.uint8))


def use_threads(count: int) -> None:
    """Let the net be trained by so many threads; before anything is computed."""
    tf.config.threading.set_intra_op_parallelism_threads(count)


def train(stream: Stream, say: Progress, folder: Path) -> Net:
    """Train on the stream and return the net with its normalisation folded in.

    The last part of the steps mixes the sequence criterion in (see ``sequence_loss``).

    Args:
        stream: The training speech.
        say: Told of the progress, every 200 steps.
        folder: Where the state is kept as often; a training that was stopped goes on from there.
    """
    tf.keras.utils.set_random_seed(settings()["seed"])
    options = section("net")
    mean, deviation = _scale(stream)
    model = _model(int(options["width"]), int(options["narrow"]), mean, deviation)
    steps = int(
        options["epochs"] * len(stream.labels) / (int(options["batch"]) * int(options["frames"]))
    )
    alone = int(steps * (1 - float(options["sequence_steps"])))  # steps of cross-entropy only
    peak = float(options["rate"])
    optimizer = tf.keras.optimizers.AdamW(peak, weight_decay=1e-3, clipnorm=5.0, jit_compile=True)
    step = _step(model, optimizer, Chain.count(stream.labels, tree.pdf_count()))
    done = tf.Variable(0, dtype=tf.int64)
    optimizer.build(model.trainable_variables)
    state = tf.train.Checkpoint(model=model, optimizer=optimizer, done=done)
    kept = tf.train.CheckpointManager(state, str(folder / _name(stream)), max_to_keep=1)
    kept.restore_or_initialize()
    recent: list[tuple[float, float]] = []
    begun = int(done)
    for number, (rows, labels) in enumerate(_batches(stream, begun, steps), begun + 1):
        optimizer.learning_rate.assign(one_cycle(number, steps, peak))
        loss, right = step(tf.constant(rows), tf.constant(labels), number > alone)
        recent.append((float(loss), float(right)))
        if number % _TOLD == 0 or number == steps:
            mean_loss, mean_right = np.mean(recent[-_TOLD:], axis=0)
            say(f"step {number}/{steps}: loss {mean_loss:.3f}, frames right {mean_right:.1%}")
            done.assign(number)
            kept.save()
    return _folded(model, mean, deviation)


def _name(stream: Stream) -> str:
    """Return a name that another stream or other settings do not have."""
    told = f"{section('net')} {settings()['seed']} {len(stream.labels)}"
    return hashlib.sha256(told.encode() + stream.labels.tobytes()).hexdigest()[:16]


def _step(
    model: "tf.keras.Model", optimizer: "tf.keras.optimizers.Optimizer", chain: Chain
) -> Step:
    """Return what learns from a batch (rows, labels, whether by the sequence criterion too).

    It returns the loss and the share of frames whose likeliest label is right. In place of the sequence
    criterion it lessens what has the same gradient: scores times what all paths have of a label too much.
    """
    options = section("net")
    loss_of = tf.keras.losses.CategoricalCrossentropy(
        from_logits=True, label_smoothing=float(options["smoothing"])
    )
    share = tf.constant(float(options["sequence_share"]))

    def step(rows: tf.Tensor, labels: tf.Tensor, sequence: bool) -> tuple[tf.Tensor, tf.Tensor]:
        targets = tf.one_hot(labels, tree.pdf_count())
        with tf.GradientTape() as tape:
            logits = model(tf.cast(rows, tf.float32), training=True)
            loss = loss_of(targets, logits)
            if sequence:
                surplus = tf.stop_gradient(chain.occupancies(logits) - targets)
                surplus = tf.reduce_mean(tf.reduce_sum(surplus * logits, -1))
                loss = (1 - share) * loss + share * surplus
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))  # noqa: B905 - traced
        right = tf.equal(tf.argmax(logits, -1), tf.cast(labels, tf.int64))
        return loss, tf.reduce_mean(tf.cast(right, tf.float32))

    traced: Step = tf.function(step)
    return traced


def _batches(
    stream: Stream, begun: int, steps: int
) -> Iterator[tuple[npt.NDArray[np.float16], npt.NDArray[np.int32]]]:
    """Yield random stretches of the stream with the context that the net sees on both sides.

    Those of the steps that were done already are drawn, but not given out.
    """
    random = np.random.default_rng(settings()["seed"])
    options = section("net")
    count, frames = int(options["batch"]), int(options["frames"])
    first = -(-LEFT_CONTEXT // SUBSAMPLING)
    last = len(stream.labels) - frames - -(-RIGHT_CONTEXT // SUBSAMPLING)
    span = np.arange(-LEFT_CONTEXT, (frames - 1) * SUBSAMPLING + RIGHT_CONTEXT + 1)
    for step in range(steps):
        starts = random.integers(first, last, count)
        louder = random.uniform(-_LOUDNESS, _LOUDNESS, (count, 1)).astype(np.float16)
        if step < begun:
            continue
        rows = stream.features[starts[:, None] * SUBSAMPLING + span]
        rows[:, :, 0] += louder
        yield rows, stream.labels[starts[:, None] + np.arange(frames)].astype(np.int32)


def _model(
    width: int,
    narrow: int,
    mean: npt.NDArray[np.float32],
    deviation: npt.NDArray[np.float32],
    kind: str = _COMPUTED,
) -> "tf.keras.Model":
    """Return the net over (batch, frames, values); layers are convolutions over frames."""
    policy = tf.keras.mixed_precision.Policy(kind)
    inputs = tf.keras.Input((None, DIMENSION))
    here = ((inputs - mean) / deviation)[:, None]
    made = _convolved(acoustic.FIRST, width, "first", policy, SUBSAMPLING)(here)
    here = _rectified(made, "first", policy)
    for number, (below, above) in enumerate(acoustic.BLOCKS):
        made = _convolved(_outputs(below), narrow, f"narrow{number}", policy)(here)
        made = _convolved(_outputs(above), width, f"wide{number}", policy)(made)
        left = -(min(below) + min(above)) // SUBSAMPLING
        right = (max(below) + max(above)) // SUBSAMPLING
        here = here[:, :, left : -right or None] + _rectified(made, f"wide{number}", policy)
    outputs = tf.keras.layers.Dense(tree.pdf_count(), dtype="float32", name="output")(here)
    return tf.keras.Model(inputs, outputs[:, 0])


def _outputs(offsets: Sequence[int]) -> list[int]:
    """Return offsets counted in output frames."""
    return [at // SUBSAMPLING for at in offsets]


def _convolved(
    offsets: Sequence[int],
    width: int,
    name: str,
    policy: "tf.keras.mixed_precision.Policy",
    stride: int = 1,
) -> "tf.keras.layers.Layer":
    """Return an affine layer over rows at evenly spaced offsets; what it makes is shorter by their span."""
    apart = offsets[1] - offsets[0] if len(offsets) > 1 else 1
    return tf.keras.layers.Conv2D(
        width,
        (1, len(offsets)),
        strides=(1, stride),
        dilation_rate=(1, apart),
        use_bias=False,
        dtype=policy,
        name=name,
    )


def _rectified(
    rows: "tf.Tensor", name: str, policy: "tf.keras.mixed_precision.Policy"
) -> "tf.Tensor":
    norm = tf.keras.layers.BatchNormalization(
        epsilon=_NORM_EPSILON, momentum=0.98, fused=True, dtype=policy, name=f"{name}-norm"
    )
    return tf.keras.layers.ReLU(dtype=policy)(norm(rows))


def one_cycle(step: int, steps: int, peak: float) -> float:
    """Return the learning rate of a step: a straight rise to the peak, then half a cosine to zero."""
    warm = max(int(steps * _WARM_UP), 1)
    if step < warm:
        return peak * (step + 1) / warm
    return peak * 0.5 * (1 + math.cos(math.pi * (step - warm) / max(steps - warm, 1)))


def _scale(stream: Stream) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    sample = stream.features[:: max(1, len(stream.features) // 200_000)].astype(np.float32)
    return sample.mean(0), sample.std(0) + 1e-3


def _folded(
    model: "tf.keras.Model",
    mean: npt.NDArray[np.float32],
    deviation: npt.NDArray[np.float32],
) -> Net:
    """Return the layers with each normalisation moved into the layer that it belongs to.

    Priors are all the same: the sequence criterion trains scores that are not to be divided by them.
    """
    priors = np.full(tree.pdf_count(), 1 / tree.pdf_count(), np.float32)
    first = _normalised(model, "first")
    times = len(acoustic.FIRST)
    weights = first.weights / np.tile(deviation, times)
    bias = first.bias - weights @ np.tile(mean, times)
    blocks = []
    for number in range(len(acoustic.BLOCKS)):
        narrow = _weights(model, f"narrow{number}")
        nothing = np.zeros(len(narrow), np.float32)
        blocks.append(Block(Affine(narrow, nothing), _normalised(model, f"wide{number}")))
    kernel, shift = (value.numpy() for value in model.get_layer("output").weights)
    return Net(Affine(weights, bias), blocks, Affine(kernel.T, shift), priors)


def _normalised(model: "tf.keras.Model", name: str) -> Affine:
    """Return a layer that does what a layer and its normalisation do."""
    norm = model.get_layer(f"{name}-norm")
    scale = norm.gamma.numpy() / np.sqrt(norm.moving_variance.numpy() + _NORM_EPSILON)
    weights = _weights(model, name) * scale[:, None]
    return Affine(weights, norm.beta.numpy() - norm.moving_mean.numpy() * scale)


def _weights(model: "tf.keras.Model", name: str) -> Array:
    """Return a convolution's weights, a row an output, the values of the earliest frame first."""
    kernel = model.get_layer(name).kernel.numpy()
    rows: Array = kernel.reshape(-1, kernel.shape[-1]).T
    return rows
