"""Kaldi's binary form of numbers, vectors and matrices.

As read by ``base/io-funcs``, ``matrix/kaldi-vector`` and ``matrix/compressed-matrix`` of Kaldi
(https://github.com/kaldi-asr/kaldi): a token ends with a space, a number is preceded by its size in bytes.
"""

import struct
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

HEADER = b"\0B"

Array = npt.NDArray[np.float32]


def token(text: str) -> bytes:
    """Return a token, such as ``<Nnet3>``."""
    return f"{text} ".encode()


def integer(value: int) -> bytes:
    """Return a 32-bit integer."""
    return struct.pack("<bi", 4, value)


def single(value: float) -> bytes:
    """Return a 32-bit float."""
    return struct.pack("<bf", 4, value)


def double(value: float) -> bytes:
    """Return a 64-bit float."""
    return struct.pack("<bd", 8, value)


def integers(values: Sequence[int]) -> bytes:
    """Return a vector of 32-bit integers."""
    return struct.pack(f"<bi{len(values)}i", 4, len(values), *values)


def vector(values: Array) -> bytes:
    """Return a vector of 32-bit floats."""
    return b"FV " + integer(len(values)) + np.asarray(values, "<f4").tobytes()


def matrix(values: Array) -> bytes:
    """Return a matrix in Kaldi's 16-bit compressed form, ``CM2`` (steps of range / 65535)."""
    rows, columns = values.shape
    low = float(values.min())
    width = float(values.max()) - low or 1.0
    steps = np.rint((values - low) / width * 65535).astype("<u2")
    return b"CM2 " + struct.pack("<ffii", low, width, rows, columns) + bytes(steps.tobytes())
