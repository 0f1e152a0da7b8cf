"""Conversations as data, each held over every channel (see tests/scenarios/README.md)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from knowledge.lemmas import fold
from tests.channels import LINES, Heard, Line, plain_spaces
from tests.scenario import Scenario, Turn, scenarios
from tests.stack import Stack
from tests.world import World, renew

UNSAID = re.compile(r"[0-9A-Za-z%₽#*/_•\U0001F300-\U0001FAFF]")  # no engine knows how to say it
FIRST_NEWCOMER = 79000002000  # the subscribers before it are for tests that name one themselves
SPEAKERS = ("alice", "marusya", "salute")


def _is_held(channel: str, at: int, scenario: Scenario) -> bool:
    """Tell whether a channel holds the scenario at this place in the list.

    The speakers share what stands behind their adapters: each holds the core and a third of the rest.
    """
    if channel not in SPEAKERS:
        return channel not in scenario.not_over
    if "speakers" in scenario.not_over:
        return False
    return scenario.core or at % len(SPEAKERS) == SPEAKERS.index(channel)


PAIRS = [
    pytest.param(channel, scenario, id=f"{channel}-{scenario.name}")
    for channel in LINES
    for at, scenario in enumerate(scenarios())
    if _is_held(channel, at, scenario)
]
PAIRS.sort(key=lambda pair: pair.values[1].own_world)  # they leave demo subscribers changed

NewNumber = Callable[[], str]


@pytest.fixture(scope="module")
def newcomer() -> NewNumber:
    """Return a maker of numbers of generated subscribers, each handed out once."""
    numbers = itertools.count(FIRST_NEWCOMER)
    return lambda: str(next(numbers))


@pytest.fixture
def world(stack: Stack, newcomer: NewNumber) -> Iterator[World]:
    """The demo operator behind the product; whatever trouble it was given ends with the test."""
    world = World(stack, newcomer)
    yield world
    world.calm()


@pytest.fixture(scope="module", autouse=True)
def first_day_after(stack: Stack) -> Iterator[None]:
    """Leave the demo subscribers to other tests as they were on the first day."""
    yield
    renew(stack)


@pytest.mark.parametrize(("channel", "scenario"), PAIRS)
def test_conversation(channel: str, scenario: Scenario, stack: Stack, world: World) -> None:
    """Hold the conversation, and look at what has become of the subscriber."""
    if scenario.own_world:
        renew(stack)
    world.subscriber = scenario.subscriber or world.newcomer()
    line = LINES[channel](stack, world.person(scenario.sureness))
    world.trouble(scenario.world)
    before = world.changes()
    try:
        heard = Heard("")
        for turn in scenario.turns:
            world.trouble(turn.world)
            heard = _take(line, turn, world)
            _check(heard, turn, world)
    finally:
        line.close()
    world.calm()
    assert world.changes()[len(before) :] == scenario.changes
    _check_after(scenario.after, world)


def _take(line: Line, turn: Turn, world: World) -> Heard:
    if turn.press is not None:
        return line.press(world.named(turn.press))
    return line.say(world.named(turn.say or ""))


def _check(heard: Heard, turn: Turn, world: World) -> None:
    text = _plain(heard.text)
    said = f"after «{turn.press or turn.say}»:\n{heard.text}"
    for words in turn.has:
        assert _plain(world.named(words)) in text, said
    for words in turn.lacks:
        assert _plain(world.named(words)) not in text, said
    for speech in heard.spoken:
        assert not UNSAID.search(speech), f"{speech!r} {said}"
    for title in turn.buttons:
        assert title in heard.buttons, f"{list(heard.buttons)} {said}"
    if turn.expect and heard.expect is not None:
        assert heard.expect == turn.expect, said
    if turn.secret is not None and heard.secret is not None:
        assert heard.secret == turn.secret, said


def _check_after(after: dict[str, Any], world: World) -> None:
    for what, expected in after.items():
        if what == "balance":
            assert world.balance() == expected
        elif what == "left":
            assert {unit: world.left(unit) for unit in expected} == expected
        elif what == "sms_to":
            for number, words in expected.items():
                assert any(words in text for text in world.sms(world.named(number)))
        else:
            raise ValueError(f"a scenario cannot ask for {what!r} afterwards")


def _plain(text: str) -> str:
    """Return a text with plain spaces, in lower case, with «е» for «ё»."""
    return fold(plain_spaces(text))
