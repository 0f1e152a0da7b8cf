"""A call's journal: what was heard, understood, said and how long each stage took, as it happens.

It is kept in memory while the call lasts and a little longer: for live captions, ``mia call`` and the
benchmark. Entered secrets never reach it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

EntryKind = Literal[
    "partial",  # words so far: text
    "heard",  # a turn of the caller: text, alternatives, reading, ended (seconds on the call's clock) …
    "keys",  # keys pressed as an answer: count alone
    "reply",  # Mia's answer: text, expect, secret, timings of the stages in seconds
    "filler",  # something said while the bot takes its time
    "sound",  # the first sound of the answer to a turn: timings
    "quiet",  # all that was to be said has been said; the caller's turn
    "interrupted",  # the caller interrupted: heard (characters)
    "resumed",  # a false interruption; she went on
    "too_soon",  # said or pressed before the question was put, hence no answer to it
    "spoken_over",  # the same before it was heard out: it is asked once more
    "silence",  # the caller said nothing: rung of the ladder
    "ended",  # how: hang_up, transfer, finished …
]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a journal. ``at`` is in seconds since the call began."""

    at: float
    kind: EntryKind
    facts: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        """Return the entry as JSON values."""
        return {"at": round(self.at, 3), "kind": self.kind, **self.facts}


@dataclass(slots=True)
class Journal:
    """What happened in one call; readers may follow it live."""

    clock: Callable[[], float] = time.monotonic
    entries: list[Entry] = field(default_factory=list)
    is_closed: bool = False
    _began: float = 0.0
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self._began = self.clock()

    def write(self, kind: EntryKind, **facts: Any) -> None:
        """Add an entry."""
        self.entries.append(Entry(self.clock() - self._began, kind, facts))
        self._wake()

    def close(self) -> None:
        """Let readers come to an end."""
        self.is_closed = True
        self._wake()

    async def follow(self) -> AsyncIterator[Entry]:
        """Yield all entries, then further ones as they are written, until the journal is closed."""
        read = 0
        while True:
            changed = self._changed
            while read < len(self.entries):
                yield self.entries[read]
                read += 1
            if self.is_closed:
                return
            await changed.wait()

    def _wake(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()
