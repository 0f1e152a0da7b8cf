"""A case: one conversation that was handed over, from the queue to its end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

State = Literal["waiting", "offered", "held", "ended"]
Side = Literal["subscriber", "agent", "mia", "note", "desk"]

PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a case. ``id`` is the message's own, so that it is written once; ``at`` since 1970.

    ``side`` is who speaks: a ``note`` is among colleagues, ``desk`` tells what happened.
    """

    id: str
    at: float
    side: Side
    text: str
    name: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the line as JSON values."""
        return {
            "id": self.id,
            "at": self.at,
            "side": self.side,
            "text": self.text,
            "name": self.name,
        }


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands.

    ``lease`` counts how often it was taken: what is done with an older one is refused. Moments are
    in seconds since 1970, zero where there was none. ``packet`` is what was handed over (see
    ``bot.desk.packet``).
    """

    id: str
    conversation: str
    state: State
    queue: str
    reason: str
    channel: str
    packet: Mapping[str, Any]
    since: float
    rank: float
    holder: str
    lease: int
    taken_at: float
    ended_at: float
    result: str
    returned: int

    @classmethod
    def from_store(cls, raw: Mapping[str, str]) -> Case:
        """Read a case as Redis keeps it."""
        shown = {name: raw[name] for name in ("subject", "sureness") if name in raw}
        return cls(
            id=raw["id"],
            conversation=raw["conversation"],
            state=raw["state"],  # type: ignore[arg-type]
            queue=raw["queue"],
            reason=raw["reason"],
            channel=raw["channel"],
            packet={**json.loads(raw["packet"]), **shown},
            since=float(raw["since"]),
            rank=float(raw["rank"]),
            holder=raw.get("holder", ""),
            lease=int(raw.get("lease", 0)),
            taken_at=float(raw.get("taken_at", 0)),
            ended_at=float(raw.get("ended_at", 0)),
            result=raw.get("result", ""),
            returned=int(raw.get("returned", 0)),
        )
