"""Sureness: how surely a person is who he says, and what each action needs of it."""

from collections.abc import Collection, Iterable, Mapping
from enum import IntEnum
from functools import cache
from typing import Any

from knowledge.files import ROOT, DataError, read_yaml

_IN_ROOM = "changes_in_room"


class Sureness(IntEnum):
    """From nobody in particular to somebody proven; a higher one is enough for all below."""

    ANONYMOUS = 0
    CLAIMED = 1
    NETWORK = 2
    VERIFIED = 3

    @classmethod
    def named(cls, name: str) -> "Sureness":
        """Return the sureness of a lower-case name.

        Raises:
            ValueError: there is none of that name.
        """
        try:
            return cls[name.upper()]
        except KeyError:
            raise ValueError(f"no sureness is called {name!r}") from None

    @property
    def label(self) -> str:
        """The name as tokens and messages carry it (``network``)."""
        return self.name.lower()


@cache
def required() -> Mapping[str, Sureness]:
    """Return what each action needs, by the action's name.

    Raises:
        DataError: an action stands under two levels.
    """
    table: dict[str, Sureness] = {}
    for level, actions in _data().items():
        if level == _IN_ROOM:
            continue
        for action in actions:
            if action in table:
                raise DataError(f"sureness.yml: {action} stands twice")
            table[action] = Sureness.named(level)
    return table


def needed_for(
    actions: Iterable[str], *, changes: Collection[str] = (), in_room: bool = False
) -> Sureness:
    """Return the strictest sureness that any of the actions needs.

    ``in_room``: others may hear the conversation; there the actions that are ``changes`` need more.
    """
    return max(
        (_needed(action, in_room and action in changes) for action in actions),
        default=Sureness.ANONYMOUS,
    )


def _needed(action: str, changes_in_room: bool) -> Sureness:
    needed = required().get(action, Sureness.ANONYMOUS)
    if changes_in_room and needed > Sureness.CLAIMED:
        return max(needed, Sureness.named(_data()[_IN_ROOM]))
    return needed


@cache
def _data() -> Mapping[str, Any]:
    return dict(read_yaml(ROOT / "bot" / "identity" / "sureness.yml"))
