"""The numbers and names that the build follows, from ``settings.yml`` and ``texts.yml``."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.files import ROOT, read_yaml

HERE = Path(__file__).resolve().parent
WORK = ROOT / "var" / "voice-model"
MODEL = HERE.parent / "model"

RATE = 8000  # samples a second of everything that the recognizer hears


@dataclass(frozen=True, slots=True)
class Range:
    """Two ends between which a value is drawn evenly."""

    low: float
    high: float


@cache
def settings() -> dict[str, Any]:
    """Return ``settings.yml``."""
    return dict(read_yaml(HERE / "settings.yml"))


@cache
def texts() -> dict[str, Any]:
    """Return ``texts.yml``: how written signs are said."""
    return dict(read_yaml(HERE / "texts.yml"))


def section(name: str) -> dict[str, Any]:
    """Return one part of the settings."""
    return dict(settings()[name])


def span(values: list[float]) -> Range:
    """Return a range written as a list of two."""
    low, high = values
    return Range(float(low), float(high))
