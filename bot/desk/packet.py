"""The packet: what a person gets with a conversation, so that nothing has to be told twice."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line of the transcript, masked. ``side`` is ``subscriber``, ``mia`` or ``agent``."""

    side: str
    text: str
    at: float


@dataclass(frozen=True, slots=True)
class Packet:
    """What is handed over.

    ``id`` is the hand-over's own, the same however often it is sent. ``place`` and ``sender`` lead
    back to the subscriber; ``subject`` is his number or ``None`` and ``sureness`` how surely it is
    his. ``summary`` has three lines: what was wanted, what was done, where it stuck. ``card`` is his
    account, ``None`` where it could not be read. ``head_start`` is in seconds.
    """

    id: str
    conversation: str
    place: str
    channel: str
    sender: str
    subject: str | None
    sureness: str
    reason: str
    queue: str
    head_start: float
    summary: tuple[str, str, str]
    mood: str
    slots: Mapping[str, Any]
    transcript: Sequence[Spoken]
    topics: Sequence[str]
    card: Mapping[str, Any] | None
    shows_transcript: bool

    def to_json(self) -> str:
        """Return the packet as JSON text."""
        return json.dumps(asdict(self), ensure_ascii=False)
