"""A Piper voice of a few hundred bytes: a hum that is as loud as the phoneme's number is high.

Written as protobuf by hand (onnx.proto of ONNX's repository), since the onnx package is not here.
"""

import json
import math
import struct
from pathlib import Path

_RATE = 16000
_HOP = 800
_INT64, _FLOAT = 7, 1


def write_toy_voice(path: Path) -> Path:
    """Write ``path`` and ``path.json``."""
    path.write_bytes(_model())
    letters = "_^$ абвгдеёжзийклмнопрстуфхцчшщъыьэюя.,!?"
    config = {
        "audio": {"sample_rate": _RATE},
        "espeak": {"voice": "ru"},
        "phoneme_type": "text",
        "num_symbols": len(letters),
        "num_speakers": 1,
        "phoneme_id_map": {letter: [number] for number, letter in enumerate(letters)},
    }
    Path(f"{path}.json").write_text(json.dumps(config), encoding="utf-8")
    return path


def _varint(number: int) -> bytes:
    out = b""
    while number > 127:
        out += bytes([number & 127 | 128])
        number >>= 7
    return out + bytes([number])


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes | str) -> bytes:
    raw = value.encode() if isinstance(value, str) else value
    return _varint(field << 3 | 2) + _varint(len(raw)) + raw


def _value(name: str, kind: int, *dims: str | int) -> bytes:
    shape = b"".join(
        _bytes(1, _number(1, dim) if isinstance(dim, int) else _bytes(2, dim)) for dim in dims
    )
    return _bytes(1, name) + _bytes(2, _bytes(1, _number(1, kind) + _bytes(2, shape)))


def _node(kind: str, inputs: list[str], output: str, attributes: bytes = b"") -> bytes:
    names = b"".join(_bytes(1, name) for name in inputs)
    return _bytes(1, names + _bytes(2, output) + _bytes(4, kind) + attributes)


def _tensor(name: str, kind: int, dims: list[int], raw: bytes) -> bytes:
    shape = b"".join(_number(1, dim) for dim in dims)
    return _bytes(5, shape + _number(2, kind) + _bytes(8, name) + _bytes(9, raw))


def _model() -> bytes:
    wave = [math.sin(2 * math.pi * 200 * n / _RATE) / 60 for n in range(_HOP)]
    to_float = _bytes(5, _bytes(1, "to") + _number(3, _FLOAT) + _number(20, 2))
    graph = (
        _node("Cast", ["input"], "loud", to_float)
        + _node("Unsqueeze", ["loud", "axis"], "column")
        + _node("Mul", ["column", "wave"], "frames")
        + _node("Reshape", ["frames", "flat"], "output")
        + _bytes(2, "hum")
        + _tensor("axis", _INT64, [1], struct.pack("<q", 2))
        + _tensor("flat", _INT64, [3], struct.pack("<3q", 1, 1, -1))
        + _tensor("wave", _FLOAT, [_HOP], struct.pack(f"<{_HOP}f", *wave))
        + _bytes(11, _value("input", _INT64, 1, "phonemes"))
        + _bytes(11, _value("input_lengths", _INT64, 1))
        + _bytes(11, _value("scales", _FLOAT, 3))
        + _bytes(12, _value("output", _FLOAT, 1, 1, "samples"))
    )
    return _number(1, 8) + _bytes(8, _bytes(1, "") + _number(2, 13)) + _bytes(7, graph)
