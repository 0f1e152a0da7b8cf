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

# Feature frames that the first layer sees; and for each block above it, which frames its narrow layer and
# then its wide layer see. All but the first are multiples of the subsampling.
FIRST: tuple[int, ...] = (-3, -2, -1, 0, 1, 2, 3)
BLOCKS: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = (
    ((-3, 0), (0, 3)),
    ((-3, 0), (0, 3)),
    ((-3, 0), (0, 3)),
    ((-3, 0), (0, 3)),
    ((-3, 0), (0, 3)),
    ((-6, 0), (0,)),
)
_SPANS = (FIRST, *(offsets for block in BLOCKS for offsets in block))
LEFT_CONTEXT = -sum(min(offsets) for offsets in _SPANS)
RIGHT_CONTEXT = sum(max(offsets) for offsets in _SPANS)


@dataclass(frozen=True, slots=True)
class Affine:
    """``y = weights @ x + bias``; weights have a row an output."""

    weights: Array
    bias: Array


@dataclass(frozen=True, slots=True)
class Block:
    """A narrow linear layer and a wide one with a rectifier, whose sum with the input goes on.

    The factored layers of Povey et al., 2018 (TDNN-F), without their constraint.
    """

    narrow: Affine
    wide: Affine


@dataclass(frozen=True, slots=True)
class Net:
    """The first layer (with a rectifier), the blocks, the output layer, and the priors of the pdfs."""

    first: Affine
    blocks: Sequence[Block]
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
    width = len(net.first.bias)
    components = [("first", _affine(net.first)), ("first-relu", _rectifier(width))]
    for index, block in enumerate(net.blocks):
        components.append((f"narrow{index}", _affine(block.narrow)))
        components.append((f"wide{index}", _affine(block.wide)))
        components.append((f"relu{index}", _rectifier(width)))
        components.append((f"sum{index}", _identity(width)))
    components.append(("output-affine", _affine(net.output)))
    components.append(("log-softmax", _plain("LogSoftmaxComponent", len(net.output.bias))))
    body = token("<Nnet3>") + b"\n" + _config(len(net.blocks), dimension).encode() + b"\n"
    body += token("<NumComponents>") + integer(len(components))
    for name, component in components:
        body += token("<ComponentName>") + token(name) + component
    body += token("</Nnet3>")
    body += token("<LeftContext>") + integer(LEFT_CONTEXT)
    body += token("<RightContext>") + integer(RIGHT_CONTEXT)
    return body + token("<Priors>") + vector(net.priors)


def _config(blocks: int, dimension: int) -> str:
    lines = [f"input-node name=input dim={dimension}"]
    lines += _node("first", _spliced("input", FIRST)) + _node("first-relu", "first")
    below = "first-relu"
    for index, (narrow, wide) in enumerate(BLOCKS[:blocks]):
        lines += _node(f"narrow{index}", _spliced(below, narrow))
        lines += _node(f"wide{index}", _spliced(f"narrow{index}", wide))
        lines += _node(f"relu{index}", f"wide{index}")
        lines += _node(f"sum{index}", f"Sum({below}, relu{index})")
        below = f"sum{index}"
    lines += _node("output-affine", below) + _node("log-softmax", "output-affine")
    lines.append("output-node name=output input=log-softmax objective=linear")
    return "\n".join(lines) + "\n"


def _spliced(below: str, offsets: Sequence[int]) -> str:
    parts = [f"Offset({below}, {at})" if at else below for at in offsets]
    return f"Append({', '.join(parts)})" if len(parts) > 1 else parts[0]


def _node(name: str, source: str) -> list[str]:
    return [f"component-node name={name} component={name} input={source}"]


def _affine(layer: Affine) -> bytes:
    name = "FixedAffineComponent"
    body = token(f"<{name}>") + token("<LinearParams>") + matrix(layer.weights)
    return body + token("<BiasParams>") + vector(layer.bias) + token(f"</{name}>")


def _rectifier(dimension: int) -> bytes:
    return _plain("RectifiedLinearComponent", dimension)


def _identity(dimension: int) -> bytes:
    body = token("<NoOpComponent>") + token("<Dim>") + integer(dimension)
    return body + token("<BackpropScale>") + single(1.0) + token("</NoOpComponent>")


def _plain(name: str, dimension: int) -> bytes:
    nothing = vector(np.zeros(0, np.float32))
    body = token(f"<{name}>") + token("<Dim>") + integer(dimension)
    body += token("<ValueAvg>") + nothing + token("<DerivAvg>") + nothing
    return body + token("<Count>") + double(0.0) + token(f"</{name}>")
