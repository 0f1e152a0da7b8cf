"""The button menu, read from ``keypad.yml``; the dialplan's menu is made from the same file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.files import read_yaml

FILE = Path(__file__).resolve().parent / "keypad.yml"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a key does: asks Mia something in the caller's place, calls a person, or reads the menu again.

    ``away`` is what is said instead while neither Mia nor the gateway can be reached.
    """

    title: str
    ask: str = ""
    away: str = ""
    person: bool = False
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Confirmation:
    """How yes and no are given by keys."""

    prompt: str
    keys: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WayBack:
    """How a caller comes back to talking by a key, where words were given up."""

    key: str
    prompt: str
    said: str


@dataclass(frozen=True, slots=True)
class Menu:
    """The menu; ``silence`` is in seconds, ``tries`` how often it is read before a person is called."""

    opening: str
    prompt: str
    short: str
    again: str
    confirm: Confirmation
    choice: str
    digits: str
    voice: WayBack
    silence: float
    tries: int
    keys: Mapping[str, Choice]

    def fixed(self) -> tuple[str, ...]:
        """Return what the gateway says of it: always the same, so worth rendering ahead."""
        back = (self.voice.prompt, self.voice.said)
        asks = (self.confirm.prompt, self.choice, self.digits)
        return (self.prompt, self.short, self.again, *asks, *back)


@cache
def menu() -> Menu:
    """Return the menu.

    Raises:
        DataError: the file cannot be read.
    """
    raw = read_yaml(FILE)
    confirm = Confirmation(**raw.pop("confirm"))
    keys = {str(key): Choice(**choice) for key, choice in raw.pop("keys").items()}
    voice = WayBack(**raw.pop("voice"))
    return Menu(**raw, keys=keys, confirm=confirm, voice=voice)
