"""A slow operator: an answer before he has one, and the result on a later turn, once.

The platforms' deadlines are held by the clock: ``mia bench slow`` measures them.
"""

from __future__ import annotations

import asyncio
import time

import httpx
import pytest

from bot.players import platforms
from bot.players.platforms import Place, Shown
from tests.operator_world import OperatorWorld
from tests.speakers import linked_speaker
from tests.stack import Stack

SESSIONS = 8  # at each of three platforms
SLOW = 10.0
BALANCE = "300\u00a0₽"
AGAIN = "ну что там?"


class Session:
    """A linked session, spoken to without waiting for others."""

    def __init__(self, client: httpx.AsyncClient, path: str, place: Place) -> None:
        self._client, self._path, self.place = client, path, place
        self.longest = 0.0

    async def say(self, text: str) -> Shown:
        body = platforms.request(self.place, "say", text)
        self.place.turn += 1
        begun = time.monotonic()
        response = await self._client.post(self._path, json=body)
        self.longest = max(self.longest, time.monotonic() - begun)
        return platforms.shown(self.place.platform, response.json())

    async def ask_until_told(self) -> list[str]:
        """Ask for the balance, then how it is going until it is told, and once more after that."""
        answers = [(await self.say("сколько на балансе")).text]
        assert BALANCE not in answers[0]
        ends = time.monotonic() + 40
        while BALANCE not in answers[-1]:
            assert time.monotonic() < ends, answers
            answers.append((await self.say(AGAIN)).text)
        answers.append((await self.say("спасибо")).text)
        return answers


@pytest.mark.parametrize("platform", ["alice", "marusya", "salute"])
def test_nobody_waits_for_a_slow_operator(
    stack: Stack, operator: OperatorWorld, platform: str
) -> None:
    number = operator.newcomer()
    linked = linked_speaker(stack, platform, number, lambda: operator.sms(number))
    place, path = linked.place, linked.address
    linked.close()
    operator.trouble("billing", delay=SLOW)

    async def hold() -> list[tuple[list[str], float]]:
        limits = httpx.Limits(max_connections=SESSIONS)
        async with httpx.AsyncClient(base_url=stack.url, timeout=30, limits=limits) as client:
            sessions = [Session(client, path, _another(place, at)) for at in range(SESSIONS)]
            told = await asyncio.gather(*(session.ask_until_told() for session in sessions))
            return [(answers, s.longest) for answers, s in zip(told, sessions, strict=True)]

    for answers, longest in asyncio.run(hold()):
        assert longest < SLOW
        assert "уточняю" in answers[0]
        assert sum(answer.count(BALANCE) for answer in answers) == 1
        assert answers[-2].startswith(("На счёте", "Проверила")), answers


def _another(place: Place, at: int) -> Place:
    """A session of the same person at another device of his."""
    return place.copy(update={"session": f"{place.session}-{at}", "device": f"-{at}", "turn": 1})
