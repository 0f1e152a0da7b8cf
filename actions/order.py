"""An order: on whose behalf an action runs, with what values, under which key."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from rasa_sdk import Tracker

from actions.operator.call import Caller
from knowledge.hours import ZONE


@dataclass(frozen=True, slots=True)
class Order:
    """What an action is given.

    ``msisdn`` is the subscriber's number; ``slots`` what was collected; ``key`` the idempotency key
    that was made when the yes was asked for; ``now`` the moment in the operator's time zone; ``why`` is
    why a person is called for whom nobody asked.
    """

    caller: Caller
    slots: Mapping[str, Any]
    key: str
    now: datetime
    said: tuple[Mapping[str, Any], ...] = ()
    why: str | None = None

    @property
    def msisdn(self) -> str:
        """The subscriber's number.

        Raises:
            PermissionError: nobody in particular is speaking.
        """
        if self.caller.subject is None:
            raise PermissionError("an action about a subscriber was run for nobody")
        return self.caller.subject

    def amount(self, name: str) -> Decimal:
        """Return a collected amount."""
        return Decimal(str(self.slots[name]))

    def again(self, slots: Mapping[str, Any], key: str) -> "Order":
        """Return the same order with the values and the key of an earlier one."""
        return replace(self, slots=slots, key=key)

    @classmethod
    def from_tracker(cls, tracker: Tracker) -> "Order":
        """Read an order from what Rasa sends: who is speaking stands in the message's metadata."""
        mia = (tracker.latest_message.get("metadata") or {}).get("mia") or {}
        deadline = mia.get("deadline")
        caller = Caller(
            subject=mia.get("subject"),
            sureness=mia.get("sureness") or "anonymous",
            channel=mia.get("channel") or "unknown",
            deadline=None if deadline is None else _on_loop_clock(float(deadline)),
            patience=mia.get("patience"),
        )
        slots = tracker.slots
        return cls(
            caller=caller,
            slots=slots,
            key=str(slots.get("operation_key") or ""),
            now=datetime.now(ZONE),
            said=tuple(e for e in tracker.events if e.get("event") in ("user", "bot")),
            why=mia.get("why"),
        )


def _on_loop_clock(epoch: float) -> float:
    """Return a moment of the wall clock (seconds since 1970) on the event loop's clock."""
    return asyncio.get_running_loop().time() + epoch - time.time()
