"""Trackers in Redis at a cost that does not grow with the conversation.

Rasa's own store writes and replays the whole history at each turn. Here the history is a list that is
appended to and keeps its latest part (``<prefix>:log:<id>``), and a turn starts from a short form
(``<prefix>:tail:<id>``): the slots as they stand, and the events of the last turns.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import orjson
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses
from redis.asyncio import Redis

from bot.conversation import exchange

TURNS_KEPT = 6
EVENTS_KEPT = 2000  # of the history: some two hundred turns
KEEP_SECONDS = 30 * 24 * 3600
_OF_ITS_TURN_ALONE = {"intent_ranking", "response_selector", "topics", "text_tokens", "needs"}
UNDER_WAY = 10_000  # conversations in the middle of a turn, in one process


class RedisEvents(TrackerStore):
    """A tracker store of event lists with a short form for the next turn."""

    def __init__(
        self,
        domain: Domain | None,
        redis: Redis[str],
        prefix: str = "mia:tracker",
        event_broker: EventBroker | None = None,
    ) -> None:
        super().__init__(domain, event_broker)
        self._redis = redis
        self._prefix = prefix
        self._known: OrderedDict[str, int] = (
            OrderedDict()
        )  # events of a tracker that were stored when it was read

    def _note(self, sender: str, events: int) -> None:
        """Remember how much of a tracker is stored, of as many as may be under way at once."""
        self._known[sender] = events
        self._known.move_to_end(sender)
        if len(self._known) > UNDER_WAY:
            self._known.popitem(last=False)

    def _log(self, sender: str) -> str:
        return f"{self._prefix}:log:{sender}"

    def _tail(self, sender: str) -> str:
        return f"{self._prefix}:tail:{sender}"

    def reads(self, sender: str) -> tuple[str, ...]:
        """Return the keys that a turn of a conversation will read."""
        return (self._tail(sender),)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the tracker as the next turn needs it: all slots, the last turns' events."""
        await exchange.written()
        stored = await exchange.get(self._redis, self._tail(sender_id))
        if stored is None:
            self._known.pop(sender_id, None)
            return None
        tail = orjson.loads(stored)
        slots: list[Event] = [SlotSet(name, value) for name, value in tail["slots"].items()]
        events = [_event(raw) for raw in tail["events"]]
        tracker = self._tracker(sender_id, [ActionExecuted(ACTION_LISTEN_NAME), *slots, *events])
        self._note(sender_id, len(tracker.events))
        return tracker

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """Return the tracker with its history, as far back as it is kept."""
        await exchange.written()
        stored = await self._redis.lrange(self._log(conversation_id), 0, -1)
        if not stored:
            return None
        return self._tracker(conversation_id, [_event(orjson.loads(s)) for s in stored])

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append what is new, and write the short form, in one transaction: as the turn ends."""
        await self.stream_events(tracker)
        sender, events = tracker.sender_id, list(tracker.events)
        new = [orjson.dumps(e.as_dict()) for e in events[self._known.pop(sender, 0) :]]
        slots = {name: v for name, v in tracker.current_slot_values().items() if v is not None}
        tail = {"slots": slots, "events": [remembered(event) for event in last_turns(events)]}
        log, tail_key, written = self._log(sender), self._tail(sender), orjson.dumps(tail)

        def commands(pipe: Any) -> None:
            if new:
                pipe.rpush(log, *new)
                pipe.ltrim(log, -EVENTS_KEPT, -1)
            pipe.set(tail_key, written, ex=KEEP_SECONDS)
            pipe.expire(log, KEEP_SECONDS)

        exchange.changes(tail_key)
        await exchange.write(self._redis, commands)
        self._note(sender, len(events))

    async def delete(self, sender_id: str) -> None:
        """Forget a conversation."""
        await self._redis.delete(self._log(sender_id), self._tail(sender_id))

    async def keys(self) -> Iterable[str]:
        """Return the ids of all stored conversations."""
        start = len(self._log(""))
        return [key[start:] async for key in self._redis.scan_iter(self._log("*"))]

    def _tracker(self, sender: str, events: Sequence[Event]) -> DialogueStateTracker:
        tracker = self.init_tracker(sender)
        tracker.update_with_events(list(events), self.domain, override_timestamp=False)
        return tracker


@cache
def _kinds() -> dict[str, type[Event]]:
    return {kind.type_name: kind for kind in all_subclasses(Event)}


def _event(raw: dict[str, Any]) -> Event:
    """Return a stored event. Rasa's own ``Event.from_parameters`` looks through all classes each time.

    Raises:
        ValueError: Rasa has no such event.
    """
    kind = _kinds().get(raw["event"])
    made = kind._from_parameters(raw) if kind else None
    if made is None:
        raise ValueError(f"no event is called {raw['event']!r}")
    return made


def remembered(event: Event) -> dict[str, Any]:
    """Return an event as later turns need it: of what was understood, not the whole ranking."""
    raw: dict[str, Any] = event.as_dict()
    if isinstance(event, UserUttered):
        understood = raw["parse_data"]
        raw["parse_data"] = {k: v for k, v in understood.items() if k not in _OF_ITS_TURN_ALONE}
    return raw


def last_turns(events: Sequence[Event], turns: int = TURNS_KEPT) -> list[Event]:
    """Return the events of this session's last ``turns`` messages of the person.

    Slots are left out, they stand in the short form as they are at its end; so is the session's
    start, which would empty them when it is replayed.
    """
    sessions = [at for at, event in enumerate(events) if isinstance(event, SessionStarted)]
    session = events[sessions[-1] + 1 :] if sessions else events
    starts = [at for at, event in enumerate(session) if isinstance(event, UserUttered)]
    first = starts[-turns] if len(starts) > turns else 0
    return [event for event in session[first:] if not isinstance(event, SlotSet)]
