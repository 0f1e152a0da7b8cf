"""What a platform's shapes allow, and how its synthesizer is told of stress and pauses."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from knowledge.files import ROOT, read_yaml

FOLDER = ROOT / "bot" / "channels" / "speakers"


@dataclass(frozen=True, slots=True)
class Platform:
    """Limits of a platform, in characters (``payload``, ``state``: bytes of JSON; ``buttons``: how many).

    ``stress`` is the mark of the stressed vowel and ``stress_at`` on which side of it the mark
    stands; ``pause`` is what makes the synthesizer wait.
    """

    text: int
    speech: int
    title: int
    payload: int
    buttons: int
    state: int
    stress: str
    stress_at: Literal["before", "after"]
    pause: str


@cache
def platforms() -> Mapping[str, Platform]:
    """Return every platform by the name of its channel."""
    raw = read_yaml(FOLDER / "platforms.yml")
    return {name: Platform(**entry) for name, entry in raw.items()}
