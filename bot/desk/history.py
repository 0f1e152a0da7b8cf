"""What a tracker tells of a conversation: what was wanted, what Mia did, what is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.assistant.understood import acted_on
from bot.desk.packet import Spoken
from bot.flows.policy import STATE
from bot.flows.state import State
from bot.masking import hide_secrets
from knowledge.mood import mood_of

_LINES = 60  # of the transcript that go along
_TALK = {"affirm", "deny", "greet", "thank", "goodbye", "repeat", "cancel", "help", "abuse"}
_NOT_A_NEED = {*_TALK, "call_agent", "bot_challenge", "out_of_scope", "answer", "faq", ""}
_OWN = {STATE, "facts", "pending", "session_started_metadata", "requested_slot", "operation_key"}


@dataclass(frozen=True, slots=True)
class History:
    """A conversation so far.

    ``topics`` are the needs in their order, ``latest`` that of the last message; ``done`` the actions
    that came to a result and ``refused`` the last refusal; ``flow`` the task under way and ``asked``
    what it waits for.
    """

    spoken: Sequence[Spoken] = ()
    topics: Sequence[str] = ()
    done: Sequence[str] = ()
    refused: str | None = None
    flow: str | None = None
    asked: str | None = None
    latest: str = ""
    mood: str = "calm"
    slots: Mapping[str, Any] = field(default_factory=dict)


def history_of(tracker: DialogueStateTracker | None) -> History:
    """Read a tracker. Every text is masked."""
    if tracker is None:
        return History()
    spoken: list[Spoken] = []
    topics: list[str] = []
    done: list[str] = []
    refused: str | None = None
    heard = latest = ""
    for event in tracker.events:
        if isinstance(event, UserUttered):
            heard, latest = event.text or "", acted_on(event)
            spoken.append(Spoken("subscriber", hide_secrets(heard), event.timestamp or 0.0))
            topics.extend([latest] if is_need(latest) else [])
        elif isinstance(event, BotUttered):
            spoken.append(Spoken("mia", hide_secrets(event.text or ""), event.timestamp or 0.0))
        elif isinstance(event, ActionExecuted) and _is_deed(event.action_name):
            done.append(str(event.action_name))
        elif isinstance(event, SlotSet) and event.key == "refusal" and event.value:
            refused = str(event.value)
            done = done[:-1]
    slots = tracker.current_slot_values()
    state = State.from_json(slots.get(STATE))
    return History(
        spoken=[line for line in spoken if line.text][-_LINES:],
        topics=topics,
        done=list(dict.fromkeys(done)),
        refused=refused,
        flow=state.top.flow if state.top else None,
        asked=state.asked,
        latest=latest,
        mood=mood_of(heard),
        slots=_plain(slots),
    )


def is_need(topic: str) -> bool:
    """Tell whether a topic is something that a person needs: no talk, and no call for somebody."""
    return topic not in _NOT_A_NEED


def _is_deed(action: str | None) -> bool:
    return (
        bool(action)
        and str(action).startswith("action_")
        and action
        not in (
            "action_listen",
            "action_session_start",
            "action_repeat",
            "action_check_pending",
            "action_call_agent",
        )
    )


def _plain(slots: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that people gave, masked; what the dialogue keeps for itself stays out."""
    return {
        name: hide_secrets(value) if isinstance(value, str) else value
        for name, value in slots.items()
        if name not in _OWN and isinstance(value, str | int | float)
    }
