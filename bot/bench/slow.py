"""Speakers while the operator's billing takes ten seconds: who is answered in time, and told the result."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

from actions import service_tokens
from bot.bench import servers
from bot.channels.speakers.platform import platforms as limits
from bot.channels.traits import channels
from bot.identity.tokens import DemoIssuer
from bot.players import platforms
from bot.players.linking import pairing_code
from bot.players.platforms import Place
from knowledge.files import ROOT, read_yaml

SESSIONS = 34  # at each platform: a hundred in all, and two
BILLING_SECONDS = 10.0
GIVE_UP_SECONDS = 40.0


@dataclass(frozen=True, slots=True)
class Words:
    """What each session says: the question, how it is going, and what ends it; ``right`` is the answer."""

    ask: str
    again: str
    thanks: str
    right: str


async def measure() -> dict[str, dict[str, float]]:
    """Return the figures of each platform: its deadline, and who was answered within it."""
    words = Words(**read_yaml(ROOT / "bot" / "bench" / "questions.yml")["slow"])
    with servers.ground() as ground:
        base, secrets = servers.speakers(ground)
        linked = {name: _linked(base, name, secrets[name], ground.var) for name in limits()}
        _slow_down(ground)
        return {
            name: await _platform(base, secrets[name], place, words)
            for name, place in linked.items()
        }


async def _platform(base: str, secret: str, place: Place, words: Words) -> dict[str, float]:
    path, deadline = f"/webhooks/{place.platform}/{secret}", channels()[place.platform].deadline
    async with httpx.AsyncClient(base_url=base, timeout=GIVE_UP_SECONDS) as client:
        sessions = [Session(client, path, _another(place, at)) for at in range(SESSIONS)]
        await asyncio.gather(*(session.hold(words) for session in sessions))
    return {
        "sessions": len(sessions),
        "deadline_ms": deadline * 1000,
        "longest_ms": round(max(session.longest for session in sessions) * 1000),
        "in_time": sum(session.longest < deadline for session in sessions),
        "told_once": sum(session.told == 1 for session in sessions),
    }


@dataclass(slots=True)
class Session:
    """A session that is held: its longest answer in seconds, and how often the right one came."""

    client: httpx.AsyncClient
    path: str
    place: Place
    longest: float = 0.0
    told: int = 0

    async def hold(self, words: Words) -> None:
        """Ask, ask how it is going until it is told, and once more after that."""
        ends = time.monotonic() + GIVE_UP_SECONDS
        await self._say(words.ask, words.right)
        while not self.told and time.monotonic() < ends:
            await self._say(words.again, words.right)
        await self._say(words.thanks, words.right)

    async def _say(self, text: str, right: str) -> None:
        begun = time.monotonic()
        body = platforms.request(self.place, "say", text)
        response = await self.client.post(self.path, json=body)
        self.longest = max(self.longest, time.monotonic() - begun)
        response.raise_for_status()
        self.place.turn += 1
        self.told += platforms.shown(self.place.platform, response.json()).text.count(right)


def _linked(base: str, platform: str, secret: str, var: Path) -> Place:
    """Return a place whose owner said the pairing code that the chat showed him."""
    place = Place.parse_obj({"platform": platform})
    app = DemoIssuer(service_tokens.read_secret(var / "app-secret", create=True))
    code = pairing_code(base, app.issue(servers.SUBSCRIBER))
    wish = read_yaml(ROOT / "nlu" / "phrasings" / "tasks" / "link_speaker.yml")["phrasings"]
    for text in (wish["chat"][0], " ".join(code)):
        body = platforms.request(place, "say", text)
        httpx.post(f"{base}/webhooks/{platform}/{secret}", json=body).raise_for_status()
        place.turn += 1
    return place


def _slow_down(ground: servers.Ground) -> None:
    secret = service_tokens.read_secret(ground.var / "service-secret", create=True)
    admin = service_tokens.ServiceToken("admin", "bench", "verified")
    token = service_tokens.issue(secret, "operator", admin)
    httpx.post(
        f"{ground.operator}/admin/chaos",
        json={"system": "billing", "delay": BILLING_SECONDS},
        headers={"Authorization": f"Bearer {token}"},
    ).raise_for_status()


def _another(place: Place, at: int) -> Place:
    """Return a session of the same person at another of his devices."""
    return place.copy(
        update={"session": f"{place.session[:24]}-{at}", "device": f"-{at}", "turn": 1}
    )
