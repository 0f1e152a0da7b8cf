"""The lexicon: how words are said that engines would misread, as ``lexicon.yml`` states it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("lexicon.yml")


class LexiconError(ValueError):
    """The lexicon cannot be used; the message names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words in lower case and what is said for them; pauses in seconds by the last sign."""

    latin: dict[str, str]
    letters: dict[str, str]
    sounds: dict[str, str]
    abbreviations: dict[str, str]
    signs: dict[str, str]
    pauses: dict[str, float]
    espeak: dict[str, str]

    @classmethod
    def load(cls, path: Path = _FILE) -> "Lexicon":
        """Read a lexicon.

        Raises:
            LexiconError: the file is missing, is no YAML, or lacks a part.
        """
        try:
            raw: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
            parts = {name: raw[name] for name in cls.__slots__}
        except (OSError, yaml.YAMLError) as error:
            raise LexiconError(f"{path}: {error}") from error
        except (KeyError, TypeError) as error:
            raise LexiconError(f"{path}: {error} is missing") from error
        pauses = {str(sign): float(seconds) for sign, seconds in parts.pop("pauses").items()}
        return cls(pauses=pauses, **{name: _words(part) for name, part in parts.items()})


def _words(part: dict[Any, Any]) -> dict[str, str]:
    return {str(written).lower(): str(said) for written, said in part.items()}


@cache
def lexicon() -> Lexicon:
    """Return the gateway's own lexicon."""
    return Lexicon.load()
