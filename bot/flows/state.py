"""The state of a dialogue between turns, as one JSON value (it lives in the slot ``dialogue``)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

CONFIRM = "confirm"  # what is asked when a yes is awaited


@dataclass(slots=True)
class Frame:
    """A flow under way: at which step, and what has happened to that step."""

    flow: str
    at: int = 0
    confirmed: bool = False
    acted: bool = False


@dataclass(slots=True)
class State:
    """What a dialogue carries from turn to turn.

    ``stack`` holds the flows under way, the current one last; ``asked`` the open question (a slot's
    name or ``confirm``); ``offered`` the topics that a clarification offered; ``queue`` further needs
    of the same message; ``todo`` actions to run before anything else; ``heard`` the id of the message
    that was last taken in; ``misses`` how many messages in a row were not understood; ``about`` the
    topic that was answered last, and ``again`` how many times in a row it was once more; ``grief``
    whether a death was told of; ``said`` what was last said or done, questions aside.
    """

    stack: list[Frame] = field(default_factory=list)
    asked: str | None = None
    offered: list[str] = field(default_factory=list)
    queue: list[str] = field(default_factory=list)
    todo: list[str] = field(default_factory=list)
    heard: str | None = None
    misses: int = 0
    about: str | None = None
    again: int = 0
    grief: bool = False
    said: str | None = None

    @property
    def top(self) -> Frame | None:
        """The current flow's frame."""
        return self.stack[-1] if self.stack else None

    def to_json(self) -> dict[str, Any]:
        """Return the state as JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any] | None) -> "State":
        """Read a state; nothing gives a fresh one."""
        if not raw:
            return cls()
        stack = [Frame(**frame) for frame in raw["stack"]]
        return cls(**{**raw, "stack": stack})
