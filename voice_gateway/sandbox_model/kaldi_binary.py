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
    """Return a matrix in Kaldi's 8-bit compressed form, ``CM`` (``compressed-matrix.cc``).

    Each column has its least value, quartiles and greatest value as 16-bit steps of the whole range; a byte
    stands between two of them: 64 steps below the lower quartile, 128 to the upper one, 63 above.
    """
    rows, columns = values.shape
    low = float(values.min())
    width = float(values.max()) - low or 1.0
    marks = _marks(values, low, width)
    at = low + width / 65535 * marks
    parts = [
        _STEPS[part]
        + (values - at[part]) / (at[part + 1] - at[part]) * (_STEPS[part + 1] - _STEPS[part])
        for part in range(3)
    ]
    steps = np.where(values < at[1], parts[0], np.where(values < at[2], parts[1], parts[2]))
    data = np.clip(np.rint(steps), 0, 255).astype(np.uint8)
    header = struct.pack("<ffii", low, width, rows, columns)
    return b"CM " + header + bytes(marks.T.astype("<u2").tobytes() + data.T.tobytes())


_STEPS = (
    0,
    64,
    192,
    255,
)  # bytes that stand for least value, lower and upper quartile, greatest value


def _marks(values: Array, low: float, width: float) -> Array:
    """Return the columns' marks in steps of the range, each above the one before (4 × columns)."""
    rows = len(values)
    ordered = np.sort(values, axis=0)[[0, rows // 4, 3 * rows // 4, rows - 1]]
    marks = np.rint((ordered - low) / width * 65535)
    for mark in range(4):
        least = marks[mark - 1] + 1 if mark else np.zeros_like(marks[0])
        marks[mark] = np.clip(marks[mark], least, 65532 + mark)
    return np.asarray(marks, np.float32)
