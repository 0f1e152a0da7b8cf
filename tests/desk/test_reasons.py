"""Why somebody comes to a person: by his own words, or by rule, with the skill that it needs."""

from __future__ import annotations

from itertools import count

import pytest

from tests.desk.people import Colleague, subscriber
from tests.stack import Stack

NUMBERS = count(79000001781)


@pytest.mark.parametrize(
    ("said", "reason", "queue"),
    [
        (["позовите оператора"], "asked", "general"),
        (["на что ушли деньги", "позовите оператора"], "asked", "billing"),
        (["перенесите мой номер к вам", "позовите оператора"], "beyond_authority", "security"),
        (["мне звонят мошенники и просят код"], "fraud", "security"),
        (["вызовите скорую"], "emergency", "security"),
        (["вы издеваетесь, идиоты"], "anger", "general"),
        (["у меня похороны, за что списали деньги"], "hard_moment", "billing"),
        (["ыва фывфыва", "прлоырва фыва"], "misunderstood", "general"),
    ],
)
def test_what_was_said_tells_reason_and_queue(
    stack: Stack, irina: Colleague, said: list[str], reason: str, queue: str
) -> None:
    number = str(next(NUMBERS))
    with subscriber(stack, number) as anna:
        for words in said:
            answer = anna.say(words)
        if "Позвать специалиста" in answer.buttons:
            anna.press("Позвать специалиста")
        case = irina.next_waiting(number)
        shown = irina.get(f"/cases/{case}").json()
        assert (shown["reason"], shown["queue"]) == (reason, queue)
        irina.finish(irina.take(case))
