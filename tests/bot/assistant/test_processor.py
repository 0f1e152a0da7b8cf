"""The processor: an action that breaks ends its task."""

from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.policies.policy import PolicyPrediction
from rasa.shared.core.domain import Domain
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa_sdk import Action

from bot.assistant.actions import InProcessAction
from bot.assistant.processor import MiaProcessor
from bot.flows.dialogue import FAILED


class Breaks(Action):
    """An action with a fault in it."""

    def name(self) -> str:
        return "action_that_breaks"

    async def run(self, *_: Any) -> list[dict[str, Any]]:
        raise ZeroDivisionError


async def test_an_action_that_breaks_is_not_taken_for_done() -> None:
    processor = MiaProcessor.__new__(MiaProcessor)
    processor.domain = Domain.empty()
    tracker = DialogueStateTracker("one", [AnySlot("refusal", mappings=[{}])])
    action, said = InProcessAction(Breaks()), CollectingOutputChannel()
    await processor._run_action(action, tracker, said, None, PolicyPrediction([1.0], "flows"))
    assert tracker.latest_action_name == "action_that_breaks"
    assert tracker.get_slot("refusal") == FAILED
    assert said.messages == []
