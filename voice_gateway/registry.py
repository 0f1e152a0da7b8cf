"""The register of calls: announced, under way, and where each is to go afterwards."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from voice_gateway.journal import Journal

ANNOUNCED_SECONDS = 60.0  # a call that was announced must arrive within this
PAGE_SECONDS = 10.0  # the same of a call from the page, which connects at once
KEPT_SECONDS = 300.0  # for so long after its end a call's journal and next step can be asked for

Where = Literal["voice", "keypad", "queue", "hangup"]
State = Literal["announced", "talking", "over"]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, as the line says.

    ``is_vouched``: the network itself vouches for the number; ``by_page``: he calls from the phone page,
    which anybody may open.
    """

    number: str | None = None
    name: str | None = None
    dialled: str | None = None
    is_vouched: bool = False
    by_page: bool = False

    @property
    def sureness(self) -> str:
        """How surely the caller is who the line says he is."""
        if self.number is None:
            return "anonymous"
        return "network" if self.is_vouched else "claimed"


@dataclass(frozen=True, slots=True)
class Step:
    """Where a call goes after the gateway; ``queue`` names the queue of a transfer."""

    where: Where
    queue: str | None = None

    def __str__(self) -> str:
        """Return the step as the dialplan reads it: ``hangup``, ``keypad``, ``queue:general``."""
        return f"{self.where}:{self.queue}" if self.queue else self.where


HANG_UP = Step("hangup")


@dataclass(slots=True)
class Record:
    """One call in the register."""

    id: UUID
    caller: Caller
    since: float
    state: State = "announced"
    next: Step = HANG_UP
    journal: Journal = field(default_factory=Journal)


class Registry:
    """All calls that this gateway knows of."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._records: dict[UUID, Record] = {}

    def announce(self, call: UUID, caller: Caller) -> Record:
        """Note a call that is about to arrive; announced again while it waits, it is noted anew.

        Raises:
            ValueError: a call of this UUID is under way or over.
        """
        self._forget()
        known = self._records.get(call)
        if known is not None and known.state != "announced":
            raise ValueError("a call of this UUID was taken already")
        record = Record(call, caller, self._clock())
        self._records[call] = record
        return record

    def is_expected(self, call: UUID) -> bool:
        """Tell whether a call was announced and has not arrived yet."""
        self._forget()
        record = self._records.get(call)
        return record is not None and record.state == "announced"

    def begin(self, call: UUID) -> Record:
        """Take an announced call. Raises ``KeyError`` if it was not announced."""
        record = self._records[call]
        record.state = "talking"
        return record

    def end(self, call: UUID, step: Step) -> None:
        """Note that a call is over, and where it goes."""
        record = self._records[call]
        record.state, record.next, record.since = "over", step, self._clock()
        record.journal.close()

    def find(self, call: UUID) -> Record | None:
        """Return a call that is known, or ``None``."""
        self._forget()
        return self._records.get(call)

    @property
    def held(self) -> int:
        """How many calls are announced or under way."""
        return len(self._held())

    @property
    def held_by_page(self) -> int:
        """How many of them are from the phone page."""
        return sum(record.caller.by_page for record in self._held())

    def _held(self) -> list[Record]:
        self._forget()
        return [record for record in self._records.values() if record.state != "over"]

    def _forget(self) -> None:
        """Forget the calls that never arrived, and those long over."""
        now = self._clock()
        gone = [key for key, r in self._records.items() if now - r.since > _kept(r)]
        for key in gone:
            self._records.pop(key).journal.close()


def _kept(record: Record) -> float:
    """Return for how many seconds a call is remembered in its state."""
    announced = PAGE_SECONDS if record.caller.by_page else ANNOUNCED_SECONDS
    return {"announced": announced, "talking": float("inf"), "over": KEPT_SECONDS}[record.state]
