"""Grammars: which phrases the recognizer is to look for, by what a question expects."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from knowledge.files import read_yaml
from voice_gateway.turns.rules import Expect

FILE = Path(__file__).resolve().parent / "grammars.yml"


def grammar(expect: Expect, choices: Sequence[str] = ()) -> Sequence[str]:
    """Return the phrases of an answer; none where anything may be said.

    ``choices`` are the phrases that name what can be chosen.
    """
    if expect == "choice":
        return tuple(choices)
    return _fixed().get(expect, ())


@cache
def _fixed() -> dict[str, tuple[str, ...]]:
    raw = read_yaml(FILE)
    return {name: tuple(str(phrase) for phrase in phrases) for name, phrases in raw.items()}
