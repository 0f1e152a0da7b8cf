"""Deeds: what the operator's people did with conversations of others (TMF683 party interaction)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from actions.operator.call import Caller


@dataclass(frozen=True, slots=True)
class Deed:
    """Who did what, when and why. ``about`` is a conversation or a number; ``at`` set by the log."""

    actor: str
    what: str
    about: str
    details: Mapping[str, object] = field(default_factory=dict)
    at: datetime | None = None


class Deeds(Protocol):
    """A log that is only ever added to."""

    async def record(self, caller: Caller, deed: Deed, *, key: str) -> None:
        """Write a deed down. Raises ``Unavailable``, ``OutcomeUnknown``."""
        ...

    async def recorded(self, caller: Caller, about: str) -> tuple[Deed, ...]:
        """Return the deeds about something, the newest first. Raises ``Unavailable``."""
        ...
