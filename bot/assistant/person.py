"""A person's part of a conversation, as events of its tracker."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.desk.case import Line
from bot.flows.definition import flows
from bot.flows.dialogue import WORKING
from bot.flows.policy import STATE
from bot.flows.state import State


def person_events(tracker: DialogueStateTracker, case: str, lines: Sequence[Line]) -> list[Event]:
    """Return what happened while a person had the conversation; nothing if it is there already.

    Whatever task was under way is over: a «yes» that comes later must not confirm what was asked
    before the person came.
    """
    if any((event.metadata or {}).get("case") == case for event in tracker.events):
        return []
    said = [_said(line, case) for line in lines if line.side in ("agent", "subscriber")]
    return [*said, *_fresh(tracker)] if said else _fresh(tracker)


def _said(line: Line, case: str) -> Event:
    metadata = {"case": case, "person": line.name}
    if line.side == "agent":
        return BotUttered(line.text, metadata=metadata, timestamp=line.at)
    return UserUttered(
        line.text,
        intent={"name": None, "confidence": 0.0},
        message_id=line.id,
        metadata=metadata,
        timestamp=line.at,
    )


def _fresh(tracker: DialogueStateTracker) -> list[Event]:
    slots = tracker.current_slot_values()
    state = State.from_json(slots.get(STATE))
    emptied: Iterable[str] = {
        *WORKING,
        "pending",
        *(name for frame in state.stack for name in flows()[frame.flow].slots()),
    }
    cleared = [SlotSet(name, None) for name in sorted(emptied) if slots.get(name) is not None]
    return [*cleared, SlotSet(STATE, State(heard=state.heard).to_json())]
