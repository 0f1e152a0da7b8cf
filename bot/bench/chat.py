"""Turns over HTTP: Mia, and Rasa's own server on the same ground in the same run."""

from __future__ import annotations

import asyncio

from bot.bench import servers
from bot.bench.load import Plan, Question, Target, run
from bot.bench.memory import resident_mb
from knowledge.files import ROOT, read_yaml

USERS = 16
WARM_UP = Plan(users=4, turns=12)


async def measure(turns: int, *, with_peer: bool) -> dict[str, dict[str, float]]:
    """Return the figures of each server under each plan, as ``"server, plan"``."""
    plans = {
        "one user": Plan(1, turns),
        "16 users, no pause": Plan(USERS, max(turns // 8, 10)),
        "16 users, 1-3 s between turns": Plan(USERS, 20, (1.0, 3.0)),
    }
    with servers.ground() as ground:
        targets = [await asyncio.to_thread(servers.mia, ground)]
        if with_peer:
            targets.append(await asyncio.to_thread(servers.rasa, ground))
        for target in targets:
            await run(target, questions(), WARM_UP, seed=99)
        return {
            f"{target.name}, {name}": await _figures(target, plan)
            for name, plan in plans.items()
            for target in targets
        }


async def _figures(target: Target, plan: Plan) -> dict[str, float]:
    """Return what was measured under a plan, and the server's memory at its end."""
    figures = (await run(target, questions(), plan)).summary()
    if target.process is not None:
        figures["resident_mb"] = round(resident_mb(target.process))
    return figures


def questions() -> list[Question]:
    """Return what the users ask."""
    raw = read_yaml(ROOT / "bot" / "bench" / "questions.yml")["questions"]
    return [Question(**entry) for entry in raw]
