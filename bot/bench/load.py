"""A load of chatting users over HTTP, and what it measured. Answers are checked for being right."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp

SECONDS_TO_ANSWER = 30.0
TURNS_OF_A_CONVERSATION = (
    12  # then the user begins another: what a server stores stays of that length
)


@dataclass(frozen=True, slots=True)
class Question:
    """What a user says, and a part of every right answer to it."""

    text: str
    right: str


def rasa_text(messages: Any) -> str:
    """Return what was said in a response of Rasa's REST contract."""
    if not isinstance(messages, list):
        return ""
    return "\n".join(str(message.get("text", "")) for message in messages)


@dataclass(frozen=True, slots=True)
class Target:
    """A server. ``body`` and ``headers`` make the request of a user; ``read`` finds what was said.

    Unless it is told otherwise, its responses are those of Rasa's REST contract. ``process`` is the id of
    the process that answers, where that is known.
    """

    name: str
    url: str
    body: Callable[[str, str], Mapping[str, Any]]
    headers: Mapping[str, str] = field(default_factory=dict)
    read: Callable[[Any], str] = rasa_text
    process: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """How many users speak how often: ``pause`` is the shortest and longest wait in seconds."""

    users: int
    turns: int
    pause: tuple[float, float] = (0.0, 0.0)


@dataclass(slots=True)
class Measured:
    """Latencies in seconds of answered turns, wrong answers, and the whole time."""

    latencies: list[float] = field(default_factory=list)
    wrong: int = 0
    seconds: float = 0.0

    def quantile(self, share: float) -> float:
        """Return the latency, in milliseconds, that this share of turns stayed within."""
        ordered = sorted(self.latencies)
        at = min(int(share * len(ordered)), len(ordered) - 1)
        return ordered[at] * 1000

    @property
    def per_second(self) -> float:
        """Turns answered a second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    def summary(self) -> dict[str, float]:
        """Return the figures: turns, turns a second, milliseconds at quantiles, wrong answers."""
        return {
            "turns": len(self.latencies),
            "turns_per_second": round(self.per_second, 1),
            "p50_ms": round(self.quantile(0.5), 1),
            "p95_ms": round(self.quantile(0.95), 1),
            "p99_ms": round(self.quantile(0.99), 1),
            "wrong": self.wrong,
        }


async def run(target: Target, questions: Sequence[Question], plan: Plan, seed: int = 1) -> Measured:
    """Let users chat by a plan, each in a conversation of his own."""
    measured = Measured()
    timeout = aiohttp.ClientTimeout(total=SECONDS_TO_ANSWER)
    connector = aiohttp.TCPConnector(limit=plan.users)
    async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session:
        crowd = _Crowd(session, target, questions, plan, measured)
        start = time.perf_counter()
        await asyncio.gather(
            *(crowd.chat(n, random.Random(seed * 1000 + n)) for n in range(plan.users))  # noqa: S311
        )
        measured.seconds = time.perf_counter() - start
    return measured


@dataclass(frozen=True, slots=True)
class _Crowd:
    """Users who chat with one server by a plan; what they meet goes into ``measured``."""

    session: aiohttp.ClientSession
    target: Target
    questions: Sequence[Question]
    plan: Plan
    measured: Measured

    async def chat(self, number: int, chance: random.Random) -> None:
        """Be one of the users, from his first turn to his last."""
        sender = ""
        for turn in range(self.plan.turns):
            if turn % TURNS_OF_A_CONVERSATION == 0:
                sender = f"bench-{self.target.name}-{chance.getrandbits(48):x}-{number}"
            await asyncio.sleep(chance.uniform(*self.plan.pause))
            question = self.questions[(turn + number) % len(self.questions)]
            start = time.perf_counter()
            said = await self._ask(sender, question.text)
            self.measured.latencies.append(time.perf_counter() - start)
            self.measured.wrong += question.right not in said

    async def _ask(self, sender: str, text: str) -> str:
        body, headers = self.target.body(sender, text), self.target.headers
        async with self.session.post(self.target.url, json=body, headers=headers) as response:
            answer = await response.json()
            return self.target.read(answer) if response.status == 200 else ""
