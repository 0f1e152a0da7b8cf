"""The thresholds and words of turn-taking, read from this folder's data."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from knowledge.files import read_yaml

FOLDER = Path(__file__).resolve().parent

Expect = Literal["open", "yes_no", "digits", "code", "choice"]
Command = Literal[
    "repeat", "slower", "louder", "quieter", "faster", "keypad", "here", "hello", "opening"
]


@dataclass(frozen=True, slots=True)
class Pause:
    """Seconds of silence that end a turn: after a whole answer, and after any other."""

    whole: float
    other: float


@dataclass(frozen=True, slots=True)
class EndpointRules:
    """When a turn is over; see ``turns.yml``."""

    pauses: Mapping[str, Pause]
    unfinished: float
    wordless: float
    longest: float
    settled: float


@dataclass(frozen=True, slots=True)
class BargeInRules:
    """When a prompt gives way; see ``turns.yml``."""

    protected: float
    brief: float
    back_channel: float
    false_alarm: float
    noise: float
    late: float


@dataclass(frozen=True, slots=True)
class ScatterRules:
    """When hearings have too little in common; see ``turns.yml``."""

    agreement: float
    likeness: float
    others: int
    words: int
    letters: int


@dataclass(frozen=True, slots=True)
class KeyRules:
    """When keys are complete; see ``turns.yml``."""

    between: float
    unfinished: float
    person: float


@dataclass(frozen=True, slots=True)
class BotRules:
    """How long the bot is waited for; see ``turns.yml``."""

    turn: float
    event: float
    reading: float
    away: float
    away_event: float
    again: float


@dataclass(frozen=True, slots=True)
class Words:
    """Words that turn-taking looks at; see ``words.yml``."""

    back_channel: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    refusal: frozenset[str]
    hesitation: frozenset[str]
    joining: frozenset[str]
    tens: frozenset[str]
    digits: frozenset[str]
    units: frozenset[str]
    courtesy: frozenset[str]
    please: frozenset[str]
    commands: Mapping[Command, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Rules:
    """All of it."""

    endpointing: EndpointRules
    barge_in: BargeInRules
    scatter: ScatterRules
    silence: Mapping[str, float]
    keys: KeyRules
    bot: BotRules
    fillers: tuple[float, ...]
    greeting_fillers: tuple[float, ...]
    notice: float
    words: Words


@cache
def rules() -> Rules:
    """Return the product's rules.

    Raises:
        DataError: a file cannot be read.
    """
    raw = read_yaml(FOLDER / "turns.yml")
    ends = dict(raw["endpointing"])
    pauses = {name: Pause(**ends.pop(name)) for name in list(ends) if isinstance(ends[name], dict)}
    return Rules(
        EndpointRules(pauses, **ends),
        BargeInRules(**raw["barge_in"]),
        ScatterRules(**raw["scatter"]),
        raw["silence"],
        KeyRules(**raw["keys"]),
        BotRules(**raw["bot"]),
        tuple(raw["filler"]["after"]),
        tuple(raw["filler"]["greeting"]),
        float(raw["filler"]["notice"]),
        _words(),
    )


def _words() -> Words:
    raw = read_yaml(FOLDER / "words.yml")
    courtesy = frozenset(raw["courtesy"])
    commands = {
        name: frozenset({form for text in said for form in (text, without(courtesy, text)) if form})
        for name, said in raw.pop("commands").items()
    }
    return Words(**{name: frozenset(words) for name, words in raw.items()}, commands=commands)


def without(left_out: Collection[str], text: str) -> str:
    """Return a text without some words."""
    return " ".join(word for word in text.split() if word not in left_out)
