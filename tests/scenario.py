"""Scenarios: conversations as data, read from ``tests/scenarios/*.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.files import DataError, read_yaml

FOLDER = Path(__file__).resolve().parent / "scenarios"


@dataclass(frozen=True)
class Turn:
    """One thing said or pressed, and what must and must not be in the answer."""

    say: str | None = None
    press: str | None = None
    has: list[str] = field(default_factory=list)
    lacks: list[str] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)
    expect: str | None = None
    secret: bool | None = None
    world: Mapping[str, Any] | str | None = None


@dataclass(frozen=True)
class Scenario:
    """A conversation.

    ``sureness`` is how surely the channel knows the person; ``subscriber`` a demo one, else a
    generated one is handed out. ``changes`` are all that the operator's audit may show afterwards.
    ``core`` is held at every speaker.
    """

    name: str
    sureness: str
    turns: list[Turn]
    subscriber: str | None = None
    own_world: bool = False
    core: bool = False
    world: Mapping[str, Any] | None = None
    not_over: Mapping[str, str] = field(default_factory=dict)
    changes: list[str] = field(default_factory=list)
    after: dict[str, Any] = field(default_factory=dict)


@cache
def scenarios() -> list[Scenario]:
    """Return all scenarios.

    Raises:
        DataError: one has a key that there is not, lacks one, or bears another's name.
    """
    found: dict[str, Scenario] = {}
    for path in sorted(FOLDER.glob("*.yml")):
        for raw in read_yaml(path)["scenarios"]:
            scenario = _scenario(raw, path)
            if scenario.name in found:
                raise DataError(f"{path}: {scenario.name} stands twice")
            found[scenario.name] = scenario
    return list(found.values())


def _scenario(raw: Mapping[str, Any], path: Path) -> Scenario:
    renamed = {"sureness" if key == "as" else key: value for key, value in raw.items()}
    _known(renamed, Scenario, f"{path}: {raw.get('name')}")
    turns = renamed.pop("turns")
    for turn in turns:
        _known(turn, Turn, f"{path}: {raw['name']}: {turn}")
    return Scenario(**renamed, turns=[Turn(**turn) for turn in turns])


def _known(raw: Mapping[str, Any], kind: type, where: str) -> None:
    unknown = set(raw) - {one.name for one in fields(kind)}
    if unknown:
        raise DataError(f"{where}: no such keys: {', '.join(sorted(unknown))}")
