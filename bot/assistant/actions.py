"""Custom actions run in this process, without the detour over JSON that an action server takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, UserUttered, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.operator.errors import OutcomeUnknown
from actions.order import Order
from actions.talk import action_called
from bot.channels.traits import is_in_room
from bot.conversation import exchange
from bot.flows.definition import changes
from bot.identity.sureness import Sureness, needed_for


class NotSureEnough(PermissionError):
    """An action was about to run for a person who is not surely enough who he says he is."""


class InProcessAction(RemoteAction):
    """Runs an action of the SDK here; what it says goes through Rasa's wording as ever."""

    def __init__(self, action: Action) -> None:
        super().__init__(action.name(), None)
        self._action = action

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        """Run the action.

        Raises:
            NotSureEnough: the table of sureness asks for more.
            LockNotOwnedError: it changes something, and another turn has taken the conversation over.
        """
        await check(self.name(), tracker)
        dispatcher = CollectingDispatcher()
        events = await self._action.run(dispatcher, _for_sdk(tracker), {})
        said = await self._utter_responses(dispatcher.messages, output_channel, nlg, tracker)
        return [*said, *deserialise_events(events or [])]


class CheckedRemoteAction(RemoteAction):
    """Runs an action at an action server, after the same check.

    A change to which no answer came may have been made: it is asked for again under its key.
    """

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        """Run the action.

        Raises:
            NotSureEnough, LockNotOwnedError: as ``check`` does.
            Unavailable: the server was not reached.
            OutcomeUnknown: no answer came to an action that changes nothing.
        """
        await check(self.name(), tracker)
        try:
            events: list[Event] = await super().run(output_channel, nlg, tracker, domain)
        except OutcomeUnknown:
            if self.name() not in changes():
                raise
        else:
            return events
        outcome = action_called(self.name())().unknown(Order.from_tracker(_for_sdk(tracker)))
        dispatcher = CollectingDispatcher()
        left = outcome.tell(dispatcher)
        said = await self._utter_responses(dispatcher.messages, output_channel, nlg, tracker)
        return [*said, *deserialise_events(left)]


async def check(name: str, tracker: DialogueStateTracker) -> None:
    """Refuse a change of a turn that was overtaken, and what needs more sureness than the sender has.

    A claimed number is taken from the flow itself, so an action that a claim is enough for may be
    run by anybody.

    Raises:
        NotSureEnough: the sender is not surely enough who he says he is.
        LockNotOwnedError: another turn has taken the conversation over.
    """
    if name in changes():
        await exchange.check()
    message = tracker.latest_message
    metadata: Mapping[str, Any] = (message.metadata if message else None) or {}
    mia: Mapping[str, Any] = metadata.get("mia") or {}
    needed = needed_for([name], changes=changes(), in_room=is_in_room(mia.get("channel")))
    if needed <= Sureness.CLAIMED:
        return
    has = Sureness.named(mia.get("sureness") or "anonymous")
    if has < needed:
        raise NotSureEnough(f"{name} needs {needed.label}, the sender is {has.label}")


def _for_sdk(tracker: DialogueStateTracker) -> Tracker:
    message = tracker.latest_message
    said = [e.as_dict() for e in tracker.events if isinstance(e, UserUttered | BotUttered)]
    return Tracker(
        sender_id=tracker.sender_id,
        slots=tracker.current_slot_values(),
        latest_message=_message(message),
        events=said,
        paused=False,
        followup_action=None,
        active_loop={},
        latest_action_name=None,
    )


def _message(message: UserUttered | None) -> dict[str, Any]:
    if message is None:
        return {}
    return {"text": message.text, "intent": message.intent, "metadata": message.metadata or {}}
