"""What all actions share: every failure of a system becomes words, and ends the task."""

from datetime import datetime

import pytest

from actions.base import FAILED, MiaAction, Outcome
from actions.operator.call import Caller
from actions.operator.errors import NotFound, OperatorError, OutcomeUnknown, Refused, Unavailable
from actions.operator.tmf import Rejected
from actions.order import ZONE, Order


class Fails(MiaAction):
    """An action whose system does not do its part."""

    title = "action_that_fails"
    system = "billing"

    def __init__(self, failure: OperatorError) -> None:
        super().__init__()
        self._failure = failure

    async def act(self, order: Order) -> Outcome:
        raise self._failure


@pytest.mark.parametrize(
    ("failure", "phrase"),
    [
        (Unavailable("billing"), "utter_system_down"),
        (OutcomeUnknown("billing"), "utter_outcome_unknown"),
        (NotFound("billing"), "utter_not_found"),
        (Refused("not_foreseen"), "utter_failure"),
        (Rejected(403, "insufficient_sureness"), "utter_failure"),
    ],
)
async def test_a_failure_is_told_and_ends_the_task(failure: OperatorError, phrase: str) -> None:
    order = Order(Caller("79000000001", "network", "app"), {}, "key", datetime.now(ZONE))
    outcome = await Fails(failure).attempt(order)
    assert [say.phrase for say in outcome.say] == [phrase]
    assert outcome.slots["refusal"] == FAILED
