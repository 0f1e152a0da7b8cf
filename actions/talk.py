"""What was said before, and what is still under way."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.utils import all_subclasses

from actions.base import MiaAction, Outcome, Say
from actions.order import Order


class Repeat(MiaAction):
    """Says again what was said last."""

    title = "action_repeat"

    async def act(self, order: Order) -> Outcome:
        """Never called: ``run`` repeats messages as they were."""
        return Outcome()

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Send the bot's messages of the turn before."""
        last = last_said(Order.from_tracker(tracker).said)
        if not last:
            dispatcher.utter_message(response="utter_nothing_to_repeat", facts={})
        for event in last:
            data = event.get("data") or {}
            dispatcher.utter_message(
                text=event.get("text"),
                buttons=data.get("buttons"),
                json_message=data.get("custom"),
            )
        return []


class CheckPending(MiaAction):
    """Asks again, under the same key, for the outcome of a change that was not known."""

    title = "action_check_pending"

    async def act(self, order: Order) -> Outcome:
        """Repeat the order: the operator's system does it once, and says what became of it."""
        pending = order.slots.get("pending")
        if not pending:
            return Outcome()
        action = action_called(pending["action"])(self._systems)
        outcome = await action.attempt(order.again(pending["slots"], pending["key"]))
        if outcome.slots.get("pending") or _is_down(outcome):
            return Outcome((Say("utter_still_pending"),))
        told = outcome.say
        if outcome.slots.get("refusal"):
            told = (Say("utter_pending_not_done"), *told)
        return Outcome(told, {"pending": None, "refusal": None})


def action_called(title: str) -> type[MiaAction]:
    """Return the action of that name in Rasa.

    Raises:
        LookupError: there is none.
    """
    for kind in all_subclasses(MiaAction):
        if getattr(kind, "title", None) == title:
            found: type[MiaAction] = kind
            return found
    raise LookupError(title)


def last_said(events: tuple[Mapping[str, Any], ...]) -> list[Mapping[str, Any]]:
    """Return the bot's messages between the last two messages of the person."""
    turns: list[list[Mapping[str, Any]]] = [[]]
    for event in events:
        if event.get("event") == "user":
            turns.append([])
        elif event.get("text"):
            turns[-1].append(event)
    before = turns[:-1] if turns else []
    return next((turn for turn in reversed(before) if turn), [])


def _is_down(outcome: Outcome) -> bool:
    return any(say.phrase == "utter_system_down" for say in outcome.say)
