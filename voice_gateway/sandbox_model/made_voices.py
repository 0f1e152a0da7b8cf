"""Voices of nobody: variants of eSpeak's Russian voice drawn at random, so that more speakers are heard.

A variant is a file of eSpeak's own form (https://github.com/espeak-ng/espeak-ng/blob/master/docs/voices.md).
eSpeak finds it below ``voices/!v`` of its data, so the data are laid out anew: links to the package's
files, and beside its variants the made ones. Of its languages only those next to Russian are there:
eSpeak lists 350 languages and variants at most, and made-up voices count.
"""

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import espeakng_loader

from voice_gateway.sandbox_model.settings import section, settings, span

_VARIANTS = Path("voices") / "!v"
_RUSSIAN = Path("lang") / "zle"
_FORMANTS = range(9)
_STRESSES = 8  # kinds of syllables that eSpeak tells apart


def names() -> tuple[str, ...]:
    """Return the names of the made-up variants."""
    return tuple(f"made{number:03}" for number in range(int(section("made_voices")["count"])))


def variant(name: str) -> str:
    """Return the text of a made-up variant's file; the same name gives the same text."""
    rng = random.Random(f"{settings()['seed']} {name}")  # noqa: S311 - reproducible, no secret
    lines = ["language variant", f"name {name}", *_formants(rng), *_properties(rng)]
    return "\n".join(lines) + "\n"


def lay_out(folder: Path) -> Path:
    """Make eSpeak's data with the made-up variants below ``folder`` and return where they are.

    What is there is kept and completed; processes may do it at the same time.
    """
    package = Path(espeakng_loader.get_data_path())
    data = folder / package.name
    _link(package, data, but=(_VARIANTS.parts[0], _RUSSIAN.parts[0]))
    _link(package / _RUSSIAN, data / _RUSSIAN)
    _link(package / _VARIANTS, data / _VARIANTS)
    for name in names():
        part = data / f"{name}.{os.getpid()}"
        part.write_text(variant(name), encoding="ascii")
        part.rename(data / _VARIANTS / name)
    return data


def _link(source: Path, target: Path, but: tuple[str, ...] = ()) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for path in source.iterdir():
        if path.name not in but:
            part = target / f".{path.name}.{os.getpid()}"
            part.symlink_to(path)
            part.rename(target / path.name)


def _formants(rng: random.Random) -> Iterator[str]:
    """Draw a vocal tract (all formants longer or shorter together), then each formant about it."""
    options = section("made_voices")
    tract = _drawn(rng, options["tract"]) / 100
    for formant in _FORMANTS:
        spread = options["formants"][formant]
        frequency = tract * _drawn(rng, spread["frequency"])
        height, width = _drawn(rng, spread["height"]), _drawn(rng, spread["width"])
        moved = ""
        if "moved" in spread and rng.random() < options["moved"]:
            moved = f" {_drawn(rng, spread['moved']):.0f}"
        yield f"formant {formant} {frequency:.0f} {height:.0f} {width:.0f}{moved}"


def _properties(rng: random.Random) -> Iterator[str]:
    """Draw each further property that the voice gets; the others stay as eSpeak's own."""
    options = section("made_voices")
    low = _drawn(rng, options["pitch"])
    yield f"pitch {low:.0f} {low * _drawn(rng, options['melody']):.0f}"
    for name, told in options["properties"].items():
        if rng.random() < told["chance"]:
            yield f"{name} {' '.join(_values(rng, told))}"


def _values(rng: random.Random, told: dict[str, Any]) -> Iterator[str]:
    spans = told["spans"] * int(told.get("times", 1))
    return (f"{_drawn(rng, values):.0f}" for values in spans)


def _drawn(rng: random.Random, values: list[float]) -> float:
    bounds = span(values)
    return rng.triangular(bounds.low, bounds.high)
