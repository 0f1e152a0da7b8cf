"""What all of Mia's actions share: how they are run, and what happens when a system fails."""

import logging
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.context import Systems, operator_systems
from actions.facts import facts_of
from actions.operator.errors import NotFound, OperatorError, OutcomeUnknown, Refused, Unavailable
from actions.operator.systems import OperatorSystems
from actions.order import Order

logger = logging.getLogger(__name__)

FAILED = "failed"  # the refusal that ends a flow: the system did not do its part


@dataclass(frozen=True, slots=True)
class Say:
    """A phrase to say, with its facts."""

    phrase: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an action: phrases to say, slots to set."""

    say: tuple[Say, ...] = ()
    slots: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def told(cls, phrase: str, **facts: object) -> "Outcome":
        """Return an outcome that is one phrase."""
        return cls((Say(phrase, facts_of(facts)),))

    @classmethod
    def found(cls, **slots: object) -> "Outcome":
        """Return an outcome that only leaves slots for the flow."""
        return cls((), {"refusal": None, **facts_of(slots)})

    def tell(self, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Say the phrases to Rasa; returns the events that set the slots."""
        for say in self.say:
            dispatcher.utter_message(response=say.phrase, facts=dict(say.facts))
        return [SlotSet(name, value) for name, value in self.slots.items()]


class MiaAction(Action, ABC):
    """An action. ``title`` is its name in Rasa, ``system`` the one that it depends on.

    ``refusals`` names the phrase for each reason with which that system may decline; the details of
    the refusal are the phrase's facts.
    """

    title: ClassVar[str]
    system: ClassVar[str] = ""
    refusals: ClassVar[Mapping[str, str]] = {}

    def __init__(self, systems: Systems = operator_systems) -> None:
        self._systems = systems

    @property
    def operator(self) -> OperatorSystems:
        """The operator's systems."""
        return self._systems.get()

    def name(self) -> str:
        """Return the action's name in Rasa."""
        return self.title

    @abstractmethod
    async def act(self, order: Order) -> Outcome:
        """Do what the action is for.

        Raises:
            OperatorError: the system failed or declined; ``run`` tells the person.
        """

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Run the action for Rasa (see ``rasa_sdk.Action.run``)."""
        outcome = await self.attempt(Order.from_tracker(tracker))
        return outcome.tell(dispatcher)

    async def attempt(self, order: Order) -> Outcome:
        """Do it, and turn every failure of a system into what is to be said about it."""
        try:
            return await self.act(order)
        except Refused as refused:
            return self.declined(refused, order)
        except NotFound:
            return Outcome((Say("utter_not_found"),), {"refusal": FAILED})
        except Unavailable:
            logger.warning("%s: %s does not answer", self.title, self.system)
            return Outcome(
                (Say("utter_system_down", {"system": self.system}),), {"refusal": FAILED}
            )
        except OutcomeUnknown:
            logger.warning("%s: the outcome at %s is not known yet", self.title, self.system)
            return self.unknown(order)
        except OperatorError as error:  # a fault of ours: it will not go away by asking again
            logger.error("%s: %s rejects the request", self.title, self.system, exc_info=error)
            return Outcome((Say("utter_failure"),), {"refusal": FAILED})

    def declined(self, refused: Refused, order: Order) -> Outcome:
        """Return what is said when the system declines."""
        phrase = self.refusals.get(refused.reason)
        if phrase is None:
            logger.error("%s: no phrase for the refusal %r", self.title, refused.reason)
            return Outcome((Say("utter_failure"),), {"refusal": FAILED})
        facts = {**self.about(order), **facts_of(refused.details)}
        return Outcome((Say(phrase, facts),), {"refusal": refused.reason})

    def about(self, order: Order) -> dict[str, object]:
        """Return facts that every refusal's phrase may use, beside the refusal's details."""
        return {}

    def unknown(self, order: Order) -> Outcome:
        """Return what is said when a change was sent and its answer is late."""
        pending = {"action": self.title, "key": order.key, "slots": _plain(order.slots)}
        return Outcome((Say("utter_outcome_unknown"),), {"refusal": FAILED, "pending": pending})


def _plain(slots: Mapping[str, object]) -> dict[str, object]:
    """Return the slots that a repeated order needs: not those of the dialogue itself."""
    left_out = {"dialogue", "facts", "pending", "session_started_metadata", "requested_slot"}
    return {k: v for k, v in slots.items() if v is not None and k not in left_out}
