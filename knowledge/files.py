"""Where the data of this room stands, and how its YAML is read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
KNOWLEDGE = ROOT / "knowledge"

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class DataError(ValueError):
    """A data file says something that cannot be used; the message names the file and the place."""


def read_yaml(path: Path) -> Any:
    """Read one YAML file.

    Raises:
        DataError: the file is missing or is not YAML.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    except FileNotFoundError:
        raise DataError(f"{path}: no such file") from None
    except yaml.YAMLError as error:
        raise DataError(f"{path}: {error}") from error


def yaml_files(folder: Path) -> Iterator[Path]:
    """Yield the YAML files below a folder, in the order of their names."""
    yield from sorted(folder.rglob("*.yml"))
