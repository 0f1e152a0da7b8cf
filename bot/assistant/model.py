"""The trained model, read from its archive for serving."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from tarfile import TarError
from tempfile import TemporaryDirectory
from typing import Any

from rasa.engine import loader
from rasa.engine.exceptions import GraphComponentException
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.model import get_latest_model
from rasa.shared.exceptions import RasaException

from bot.assistant.runner import SequentialRunner

_METADATA = "metadata.json"
_BROKEN = (EOFError, OSError, TarError, zlib.error, ValueError, KeyError)


class NoModel(RuntimeError):
    """There is no model that can be used where one was to be; the message says what to do."""


def load(path: Path) -> tuple[str, ModelMetadata, GraphRunner]:
    """Load the newest model of a folder, or the model of a file; return its name with it.

    Raises:
        NoModel: there is none, or it cannot be read.
    """
    found = _found(path)
    try:
        with TemporaryDirectory() as folder:
            metadata, runner = loader.load_predict_graph_runner(
                Path(folder), found, _Served, SequentialRunner
            )
    except (*_BROKEN, GraphComponentException, RasaException) as error:
        why = f"{type(error).__name__}: {error}".rstrip(": ")
        raise NoModel(f"the model {found} cannot be read ({why}): run «mia train»") from error
    return found.name, metadata, runner


def _found(path: Path) -> Path:
    latest = get_latest_model(str(path)) if path.is_dir() else path
    if latest is None or not Path(latest).is_file():
        raise NoModel(f"no model at {path}: run «mia train», or set MIA_MODEL")
    return Path(latest)


class _Served(LocalModelStorage):
    """Reads a model without the graph of its training, whose classes serving has no use for."""

    @staticmethod
    def _load_metadata(directory: Path) -> ModelMetadata:
        stored: dict[str, Any] = json.loads((directory / _METADATA).read_text(encoding="utf-8"))
        return ModelMetadata.from_dict({**stored, "train_schema": {"nodes": {}}})
