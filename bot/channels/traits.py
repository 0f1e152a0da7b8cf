"""What a channel needs of an answer: how soon, and whether one can come later."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from knowledge.files import ROOT, read_yaml


@dataclass(frozen=True, slots=True)
class Traits:
    """``deadline`` and ``margin`` in seconds; ``in_room``: others may hear what is said.

    ``transfers``: a person is connected there, in place of writing later; ``patience``: seconds that a
    reading may take at a slow system after the person was answered for now.
    """

    deadline: float
    margin: float
    can_receive_later: bool
    shows_transcript: bool = False
    transfers: bool = False
    in_room: bool = False
    patience: float | None = None


@cache
def channels() -> Mapping[str, Traits]:
    """Return the traits of every channel by name."""
    raw = read_yaml(ROOT / "bot" / "channels" / "channels.yml")
    return {name: Traits(**entry) for name, entry in raw.items()}


def is_in_room(channel: str | None) -> bool:
    """Tell whether others may hear what is said on a channel; of one that there is not, no."""
    traits = channels().get(channel or "")
    return traits is not None and traits.in_room


def connects(channel: str | None) -> bool:
    """Tell whether a person is connected on a channel; of one that there is not, no."""
    traits = channels().get(channel or "")
    return traits is not None and traits.transfers
