"""What trained components keep between training and serving."""

from typing import Any

import joblib
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

_FILE = "component.joblib"


def save(storage: ModelStorage, resource: Resource, value: Any) -> Resource:
    """Write a component's learned state into the model."""
    with storage.write_to(resource) as folder:
        joblib.dump(value, folder / _FILE, compress=3)
    return resource


def load(storage: ModelStorage, resource: Resource) -> Any:
    """Read a component's learned state from the model."""
    with storage.read_from(resource) as folder:
        return joblib.load(folder / _FILE)
