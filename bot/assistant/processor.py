"""Rasa's message processor with Mia's runner and her actions in this process."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action as RasaAction
from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelMetadata
from rasa.exceptions import ActionLimitReached
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa_sdk import Action
from redis.exceptions import LockNotOwnedError

from bot.assistant import model
from bot.assistant.actions import CheckedRemoteAction, InProcessAction
from bot.assistant.parsing import ParsingProcessor
from bot.flows.dialogue import FAILED

logger = logging.getLogger(__name__)

PENDING = "pending"  # the slot of a change whose outcome is unknown


class MiaProcessor(ParsingProcessor):
    """Answers messages; ``actions`` are run here, any other custom action at the action endpoint."""

    def __init__(self, actions: Mapping[str, Action], **kwargs: Any) -> None:
        self._actions = actions
        self._made: dict[str, RasaAction] = {}
        super().__init__(**kwargs)

    @staticmethod
    def _load_model(model_path: str | Path) -> tuple[str, ModelMetadata, GraphRunner]:
        """Load the newest model of a folder, or the model of a file.

        Raises:
            NoModel: there is none that can be used.
        """
        return model.load(Path(model_path))

    async def take_turn(self, message: UserMessage) -> DialogueStateTracker:
        """Answer a message into its output channel, save the tracker and return it.

        Rasa's own ``handle_message`` also fills slots from entities by the domain's mappings and
        looks for an anonymisation pipeline; Mia has neither.
        """
        tracker = await self.log_message(message, should_save_tracker=False)
        await self._run_prediction_loop(message.output_channel, tracker)
        await self.save_tracker(tracker)
        return tracker

    async def _update_tracker_session(
        self,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        metadata: dict[str, Any] | None = None,
    ) -> None:
        """Begin a new session where the last one is over: open questions end with it.

        A change whose outcome is unknown does not end: it is looked at whenever the person comes back.
        """
        pending = tracker.get_slot(PENDING)
        await super()._update_tracker_session(tracker, output_channel, metadata)
        if pending and not tracker.get_slot(PENDING):
            tracker.update(SlotSet(PENDING, pending), self.domain)

    def predict_next_with_tracker_if_should(
        self, tracker: DialogueStateTracker
    ) -> tuple[RasaAction, PolicyPrediction]:
        """Predict the next action (Rasa's own version would not ask ``_get_action`` for it).

        Raises:
            ActionLimitReached: more actions in a turn than any flow takes.
        """
        goes_on = self.should_predict_another_action(tracker.latest_action_name)
        if self.is_action_limit_reached(tracker, goes_on):
            raise ActionLimitReached("the limit of actions to predict has been reached")
        prediction = self._predict_next_with_tracker(tracker)
        name = self.domain.action_names_or_texts[prediction.max_confidence_index]
        action = self._get_action(name)
        if action is None:
            raise ActionLimitReached(f"no action is called {name}")
        return action, prediction

    async def _run_action(
        self,
        action: RasaAction,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        """Run an action, note it in the tracker and send what it says; tell whether another follows.

        Rasa's own version replays the whole tracker into a copy first, for actions that reject to be run,
        which none of Mia's does. An action that raises is logged, and ends its task as one that failed:
        what follows in the flow counts on what it should have done.
        """
        tracker.update_with_events(prediction.events, self.domain)
        try:
            events = await action.run(output_channel, nlg, tracker, self.domain)
        except LockNotOwnedError:  # nothing of this turn is kept
            raise
        except Exception:
            logger.exception("the action %s failed", action.name())
            failed = isinstance(action, InProcessAction | CheckedRemoteAction)
            events = [SlotSet("refusal", FAILED)] if failed else []
        tracker.update(action.event_for_successful_execution(prediction))
        tracker.update_with_events(events, self.domain)
        await self._send_bot_messages(events, tracker, output_channel)
        return bool(self.should_predict_another_action(action.name()))

    @staticmethod
    def _log_slots(tracker: DialogueStateTracker) -> None:
        """Log nothing: Rasa's debug log would hold what people said."""

    def _get_action(self, action_name: str) -> RasaAction | None:
        if action_name not in self._made:
            made = self._make_action(action_name)
            if made is None:
                return None
            self._made[action_name] = made
        return self._made[action_name]

    def _make_action(self, name: str) -> RasaAction | None:
        if name in self._actions:
            return InProcessAction(self._actions[name])
        made: RasaAction | None = super()._get_action(name)
        if isinstance(made, RemoteAction):
            return CheckedRemoteAction(name, self.action_endpoint)
        return made
