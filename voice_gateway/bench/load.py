"""A load of callers: each holds the script's conversation, all at once, with speech made before."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.files import read_yaml
from knowledge.lemmas import fold
from voice_gateway.bench.measured import STAGES, Measured, gaps
from voice_gateway.bench.process import Load
from voice_gateway.caller.conversation import (
    CallerClient,
    CallFailed,
    Conversation,
    Exchange,
    Place,
    Said,
    converse,
)
from voice_gateway.caller.telephone import Telephone
from voice_gateway.caller.voice import caller_voice
from voice_gateway.lines.line import FRAME_SECONDS

APART_SECONDS = 0.37  # between the beginnings of two calls, so that they do not speak in step
FILE = Path(__file__).resolve().parent / "script.yml"


@dataclass(frozen=True, slots=True)
class Line:
    """What a caller says, and what must be in the answer."""

    say: str
    right: str


@dataclass(frozen=True, slots=True)
class Script:
    """The conversation that every caller holds."""

    first_number: int
    voices: tuple[str, ...]
    says: tuple[Line, ...]


@cache
def script() -> Script:
    """Return the script. Raises ``DataError``."""
    raw: dict[str, Any] = read_yaml(FILE)
    says = tuple(Line(**line) for line in raw["says"])
    return Script(raw["first_number"], tuple(raw["voices"]), says)


Speech = Mapping[str, Sequence[Said]]


async def speech() -> Speech:
    """Return all that callers say, by voice."""
    made: dict[str, Sequence[Said]] = {}
    for name in script().voices:
        async with caller_voice(name) as voice:
            made[name] = [
                Said(one.say, pcm=await voice.render(one.say, 1.0)) for one in script().says
            ]
    return made


async def warm(place: Place, secret: str, said: Speech) -> None:
    """Hold a short call, so that nothing is measured that is only slow the first time."""
    few = {voice: lines[:2] for voice, lines in said.items()}
    await _call(CallerClient(place, secret), 0, few, Measured(1))


async def measure(
    place: Place, secret: str, calls: int, said: Speech, used: Callable[[], Load]
) -> Measured:
    """Hold so many calls at once, and return what was measured. ``used`` looks at Mia's processes."""
    measured = Measured(calls)
    client = CallerClient(place, secret)
    loop = asyncio.get_running_loop()
    before, start = used(), loop.time()
    await asyncio.gather(*(_call(client, number, said, measured) for number in range(calls)))
    measured.take_load(before, used(), loop.time() - start)
    return measured


async def _call(client: CallerClient, number: int, said: Speech, measured: Measured) -> None:
    await asyncio.sleep(number * APART_SECONDS)
    voice = script().voices[number % len(script().voices)]
    caller = str(script().first_number + number)
    try:
        async with client.call(caller) as (telephone, follower):
            conversation = await converse(telephone, follower, said[voice])
    except CallFailed:
        measured.failed += 1
        return
    _take_conversation(measured, conversation)
    _take_pace(measured, telephone)


def _take_conversation(measured: Measured, conversation: Conversation) -> None:
    expected = "open"
    for line, exchange in zip(script().says, conversation.exchanges, strict=False):
        measured.turns += 1
        measured.words_right += fold(exchange.heard or "") == fold(line.say)
        measured.right += line.right in exchange.answer.lower()
        measured.fillers += exchange.filler
        if exchange.latency is not None and not exchange.filler:
            _take_latency(measured, exchange, expected)
        expected = exchange.expect
    measured.failed += len(conversation.exchanges) < len(script().says)


def _take_latency(measured: Measured, exchange: Exchange, expected: str) -> None:
    assert exchange.latency is not None
    (measured.yes_no if expected == "yes_no" else measured.answers).append(exchange.latency)
    for name in STAGES:
        if name in exchange.stages:
            measured.stages[name].append(exchange.stages[name])


def _take_pace(measured: Measured, telephone: Telephone) -> None:
    times = [arrival.at for arrival in telephone.arrivals]
    if not times:
        return
    due = round((times[-1] - times[0]) / FRAME_SECONDS) + 1
    measured.frames += len(times)
    measured.missing += max(due - len(times), 0)
    measured.sound += times[-1] - times[0]
    measured.uneven += gaps(times, FRAME_SECONDS)
