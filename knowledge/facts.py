"""The catalogue: every price, size and term of the business, by name."""

import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.files import KNOWLEDGE, DataError, read_yaml, yaml_files

_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d|24:00"
_HOURS = re.compile(f"(?:{_TIME})-(?:{_TIME})")


class Facts(Mapping[str, Any]):
    """The catalogue as a mapping of its top-level names; lists become mappings by their ids.

    ``facts["tariffs"]["my_online"]["fee"]`` is a number of roubles a month.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    @classmethod
    def load(cls, folder: Path = KNOWLEDGE / "catalogue") -> "Facts":
        """Read all files of a catalogue folder.

        Raises:
            DataError: two files define one name, or a file is not a mapping.
        """
        values: dict[str, Any] = {"terms": {}}
        for path in yaml_files(folder):
            content = read_yaml(path)
            if not isinstance(content, dict):
                raise DataError(f"{path}: a catalogue file is a mapping of names")
            for name, value in content.items():
                _put(values, name, value, path)
        return cls(values)


def _put(values: dict[str, Any], name: str, value: Any, path: Path) -> None:
    if name == "terms":
        twice = values["terms"].keys() & value.keys()
        if twice:
            raise DataError(f"{path}: terms {sorted(twice)} stand in two files")
        values["terms"].update(value)
    elif name in values:
        raise DataError(f"{path}: {name} stands in two files")
    else:
        values[name] = _by_id(value)


def _by_id(value: Any) -> Any:
    """Turn lists of mappings that have an ``id`` (or ``to``) into mappings by it, at any depth."""
    if isinstance(value, dict):
        return {name: _by_id(item) for name, item in value.items()}
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        key = "id" if "id" in value[0] else "to"
        if all(key in item for item in value):
            return {item[key]: _by_id(item) for item in value}
    return value


@cache
def catalogue() -> Facts:
    """Return the project's own catalogue, read once.

    ``MIA_AGENTS_HOURS`` (``08:00-22:00``) stands in place of ``support.agents_hours``, for days that are
    unlike others; calls back are made in those of ``support.callback_hours`` that lie in them.

    Raises:
        DataError: it cannot be read, or these are no hours.
    """
    facts = Facts.load()
    hours = os.environ.get("MIA_AGENTS_HOURS")
    if not hours:
        return facts
    if not _HOURS.fullmatch(hours):
        raise DataError(f"MIA_AGENTS_HOURS: «{hours}» are no hours such as 08:00-22:00")
    support = facts["support"]
    callback = _shared(str(support["callback_hours"]), hours)
    return Facts(
        {**facts, "support": {**support, "agents_hours": hours, "callback_hours": callback}}
    )


def _shared(hours: str, others: str) -> str:
    """Return the hours that lie in both, the first where they share none or one goes over midnight."""
    (begin, end), (since, until) = hours.split("-"), others.split("-")
    shared = max(begin, since), min(end, until)
    return "-".join(shared) if begin < end and since < until and shared[0] < shared[1] else hours
