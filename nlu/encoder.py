"""A pretrained sentence encoder of the operator's own choice, as ONNX files in a folder.

Meant for the kind of multilingual-e5-small: ``model.onnx`` (inputs ``input_ids``, ``attention_mask`` and
perhaps ``token_type_ids``; first output messages × tokens × numbers) and ``tokenizer.json``. Nothing of
the sort comes with Mia.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class EncoderOptions:
    """``folder`` holds the files; ``prefix`` stands before every text («query: » for e5).

    ``longest`` is the most tokens that are read, ``threads`` how many compute.
    """

    folder: str
    prefix: str = "query: "
    longest: int = 128
    threads: int = 1


class SentenceEncoder:
    """Texts as unit vectors: the mean of the encoder's token vectors (Reimers and Gurevych 2019).

    It may be used from several threads: ONNX Runtime's sessions allow it.
    """

    def __init__(self, options: EncoderOptions) -> None:
        """Load the encoder.

        Raises:
            FileNotFoundError: the folder lacks one of the two files.
            ImportError: the extra ``encoder`` is not installed.
        """
        folder = Path(options.folder)
        files = [folder / name for name in ("model.onnx", "tokenizer.json")]
        for file in files:
            if not file.is_file():
                raise FileNotFoundError(f"{file}: the encoder's file is not there")
        import onnxruntime
        from tokenizers import Tokenizer

        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = settings.inter_op_num_threads = options.threads
        self._session = onnxruntime.InferenceSession(
            str(files[0]), settings, providers=["CPUExecutionProvider"]
        )
        self._inputs = {given.name for given in self._session.get_inputs()}
        self._tokenizer = Tokenizer.from_file(str(files[1]))
        self._tokenizer.enable_truncation(options.longest)
        self._tokenizer.enable_padding()
        self._prefix = options.prefix

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a vector of length 1 for each text."""
        read = self._tokenizer.encode_batch([self._prefix + text for text in texts])
        mask = np.array([text.attention_mask for text in read], dtype=np.int64)
        given: dict[str, NDArray[Any]] = {
            "input_ids": np.array([text.ids for text in read], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        wanted = {name: value for name, value in given.items() if name in self._inputs}
        tokens = self._session.run(None, wanted)[0]
        weight = mask[..., np.newaxis].astype(np.float32)
        mean = (tokens * weight).sum(axis=1) / np.maximum(weight.sum(axis=1), 1)
        length = np.linalg.norm(mean, axis=1, keepdims=True)
        return np.asarray(mean / (length + _EPSILON), dtype=np.float32)
