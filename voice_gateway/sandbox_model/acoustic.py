"""``am/final.mdl``: the transition model and the net, written as Kaldi's nnet3 reads them.

Topology: one emitting state a phone whose first frame has a pdf of its own (the forward pdf), all other
frames the self-loop's; so a phone is entered by its forward transition and stays by its self-loop
(Kaldi's chain topology with a pdf class each).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from voice_gateway.sandbox_model import tree
from voice_gateway.sandbox_model.kaldi_binary import (
    HEADER,
    Array,
    double,
    integer,
    integers,
    matrix,
    single,
    token,
    vector,
)

# Which frames of the layer below each layer sees.
OFFSETS: tuple[tuple[int, ...], ...] = (
    (-3, -2, -1, 0, 1, 2, 3),
    (-3, 0, 3),
    (-3, 0, 3),
    (-6, 0, 3),
    (-6, 0, 6),
)
LEFT_CONTEXT = -sum(min(offsets) for offsets in OFFSETS)
RIGHT_CONTEXT = sum(max(offsets) for offsets in OFFSETS)


@dataclass(frozen=True, slots=True)
class Affine:
    """``y = weights @ x + bias``; weights have a row an output."""

    weights: Array
    bias: Array


@dataclass(frozen=True, slots=True)
class Net:
    """Hidden layers (each followed by a rectifier), the output layer, and the priors of the pdfs."""

    hidden: Sequence[Affine]
    output: Affine
    priors: Array


def final_mdl(net: Net, dimension: int) -> bytes:
    """Return the whole file.

    Args:
        net: The trained net, normalisation folded into its layers.
        dimension: Values in a feature frame.
    """
    return HEADER + _transition_model() + _nnet(net, dimension)


def _transition_model() -> bytes:
    tuples = tree.tuples()
    phones = [phone for phone, _, _ in tuples]
    body = token("<TransitionModel>") + token("<Topology>")
    body += integers(phones) + integers([-1] + [0] * len(phones))
    body += integer(-1)  # the form of topologies with a self-loop pdf of its own
    body += integer(1) + integer(2)  # one entry, two states
    body += integer(0) + integer(1)  # forward and self-loop pdf class
    body += integer(2) + integer(0) + single(0.5) + integer(1) + single(0.5)
    body += integer(-1) + integer(-1) + integer(0)  # the final state
    body += token("</Topology>") + token("<Tuples>") + integer(len(tuples))
    for phone, forward, loop in tuples:
        body += integer(phone) + integer(0) + integer(forward) + integer(loop)
    logs = np.full(2 * len(tuples) + 1, math.log(0.5), np.float32)
    logs[0] = 0
    body += token("</Tuples>") + token("<LogProbs>") + vector(logs)
    return body + token("</LogProbs>") + token("</TransitionModel>")


def _nnet(net: Net, dimension: int) -> bytes:
    components: list[tuple[str, bytes]] = []
    for index, layer in enumerate(net.hidden):
        components.append((f"affine{index}", _affine(layer)))
        width = len(layer.bias)
        components.append((f"relu{index}", _plain("RectifiedLinearComponent", width)))
    components.append(("output-affine", _affine(net.output)))
    components.append(("log-softmax", _plain("LogSoftmaxComponent", len(net.output.bias))))
    body = token("<Nnet3>") + b"\n" + _config(len(net.hidden), dimension).encode() + b"\n"
    body += token("<NumComponents>") + integer(len(components))
    for name, component in components:
        body += token("<ComponentName>") + token(name) + component
    body += token("</Nnet3>")
    body += token("<LeftContext>") + integer(LEFT_CONTEXT)
    body += token("<RightContext>") + integer(RIGHT_CONTEXT)
    return body + token("<Priors>") + vector(net.priors)


def _config(layers: int, dimension: int) -> str:
    lines = [f"input-node name=input dim={dimension}"]
    below = "input"
    for index in range(layers):
        parts = [f"Offset({below}, {at})" if at else below for at in OFFSETS[index]]
        lines += _node(f"affine{index}", f"Append({', '.join(parts)})")
        lines += _node(f"relu{index}", f"affine{index}")
        below = f"relu{index}"
    lines += _node("output-affine", below) + _node("log-softmax", "output-affine")
    lines.append("output-node name=output input=log-softmax objective=linear")
    return "\n".join(lines) + "\n"


def _node(name: str, source: str) -> list[str]:
    return [f"component-node name={name} component={name} input={source}"]


def _affine(layer: Affine) -> bytes:
    name = "FixedAffineComponent"
    body = token(f"<{name}>") + token("<LinearParams>") + matrix(layer.weights)
    return body + token("<BiasParams>") + vector(layer.bias) + token(f"</{name}>")


def _plain(name: str, dimension: int) -> bytes:
    nothing = vector(np.zeros(0, np.float32))
    body = token(f"<{name}>") + token("<Dim>") + integer(dimension)
    body += token("<ValueAvg>") + nothing + token("<DerivAvg>") + nothing
    return body + token("<Count>") + double(0.0) + token(f"</{name}>")
