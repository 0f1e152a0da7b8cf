"""Turns at the speakers' webhooks: answered articles, sixteen sessions that pause between turns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from bot.bench import servers
from bot.bench.load import Plan, Question, Target, run
from bot.channels.speakers.platform import platforms
from bot.players.platforms import Place, request, shown
from knowledge.files import ROOT, read_yaml

SESSIONS = 16
PAUSE = (1.0, 3.0)
WARM_UP = Plan(users=4, turns=6)


async def measure(turns: int) -> dict[str, dict[str, float]]:
    """Return the figures of each platform; ``turns`` are those of each session."""
    with servers.ground() as ground:
        base, secrets = servers.speakers(ground)
        targets = [_target(base, name, secrets[name]) for name in platforms()]
        for target in targets:
            await run(target, questions(), WARM_UP, seed=99)
        plan = Plan(SESSIONS, turns, PAUSE)
        return {target.name: (await run(target, questions(), plan)).summary() for target in targets}


def questions() -> list[Question]:
    """Return what is asked: articles alone, which no operator's system is needed for."""
    raw = read_yaml(ROOT / "bot" / "bench" / "questions.yml")["articles"]
    return [Question(**entry) for entry in raw]


def _target(base: str, platform: str, secret: str) -> Target:
    turns: defaultdict[str, int] = defaultdict(int)

    def body(sender: str, text: str) -> Mapping[str, Any]:
        place = Place.parse_obj({"platform": platform, "user": sender[-40:], "turn": turns[sender]})
        place.session = sender[-40:]
        turns[sender] += 1
        return request(place, "say", text)

    def read(response: Any) -> str:
        return shown(platform, response).text

    return Target(platform, f"{base}/webhooks/{platform}/{secret}", body, read=read)
