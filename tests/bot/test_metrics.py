"""What is measured is what happened, and names nobody."""

import re

import httpx

from tests.conftest import MakeChatter
from tests.operator_world import OperatorWorld
from tests.stack import Stack


def metrics(stack: Stack) -> str:
    headers = {"Authorization": f"Bearer {stack.operator_token()}"}
    answer = httpx.get(f"{stack.url}/metrics", headers=headers).raise_for_status()
    assert answer.headers["content-type"].startswith("text/plain")
    return answer.text


def value(text: str, series: str) -> float:
    found = re.search(rf"^{re.escape(series)} (\S+)$", text, re.MULTILINE)
    return float(found[1]) if found else 0.0


def test_turns_are_counted_and_timed(chatter: MakeChatter, stack: Stack) -> None:
    counted = 'mia_turns_total{channel="rest",outcome="answered"}'
    timed = 'mia_turn_seconds_count{channel="rest"}'
    before = metrics(stack)
    person = chatter()
    for _ in range(3):
        person.say("привет")
    after = metrics(stack)
    assert value(after, counted) - value(before, counted) == 3
    assert value(after, timed) - value(before, timed) == 3


def test_calls_of_the_operators_systems_are_counted_by_what_came_of_them(
    chatter: MakeChatter, stack: Stack, operator: OperatorWorld
) -> None:
    answered, unavailable = (
        f'mia_operator_seconds_count{{outcome="{outcome}",system="billing"}}'
        for outcome in ("answered", "unavailable")
    )
    person, before = chatter(operator.newcomer()), metrics(stack)
    person.say("сколько на балансе")
    operator.trouble("billing", outage=True)
    person.say("сколько на балансе")
    after = metrics(stack)
    assert value(after, answered) - value(before, answered) == 1
    assert value(after, unavailable) - value(before, unavailable) == 1


def test_memory_is_told_in_bytes(stack: Stack) -> None:
    resident = value(metrics(stack), "process_resident_memory_bytes")
    assert 100e6 < resident < 900e6  # what a bot process may take


def test_metrics_name_nobody(chatter: MakeChatter, stack: Stack) -> None:
    person = chatter("79000000005")
    person.say("сколько на балансе")
    text = metrics(stack)
    assert "mia_turns_total" in text
    assert person.sender not in text
    assert "79000000005" not in text


def test_the_service_says_that_it_is_ready(stack: Stack) -> None:
    assert httpx.get(f"{stack.url}/health/live").json() == {"status": "ok"}
    assert httpx.get(f"{stack.url}/health/ready").json() == {"status": "ready"}
