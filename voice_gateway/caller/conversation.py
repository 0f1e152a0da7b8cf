"""A caller's conversation: says one thing after another, each when Mia has ended, and notes what came."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import httpx

from actions.service_tokens import ServiceToken, issue
from voice_gateway.caller.telephone import Telephone

ANSWER_SECONDS = 60.0  # within which Mia must have ended what she says
BREATH_SECONDS = 0.3  # from her last sound to the caller's first
FOLLOW_SECONDS = 300.0


class CallFailed(RuntimeError):
    """A call could not be made, or Mia fell silent; the message says where."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a gateway is."""

    url: str = "http://127.0.0.1:8001"
    host: str = "127.0.0.1"
    port: int = 9092


@dataclass(frozen=True, slots=True)
class Said:
    """Something to be said (``pcm``, s16le at 8 kHz) or pressed (``keys``); ``name`` is shown for it."""

    name: str
    pcm: bytes = b""
    keys: str = ""


@dataclass(slots=True)
class Exchange:
    """One thing said and what came of it.

    ``latency`` is measured by the caller: seconds from his last audible sample to the first audible
    frame of Mia's. ``stages`` are the gateway's own times.
    """

    said: str
    heard: str | None = None
    alternatives: list[str] = field(default_factory=list)
    topic: str | None = None
    confidence: float | None = None
    answer: str = ""
    expect: str = "open"
    latency: float | None = None
    stages: dict[str, float] = field(default_factory=dict)
    filler: bool = False


@dataclass(slots=True)
class Conversation:
    """A whole call: the greeting, the exchanges, and how it ended."""

    greeting: str = ""
    exchanges: list[Exchange] = field(default_factory=list)
    ended: str | None = None


class CallerClient:
    """Places calls at a gateway."""

    def __init__(self, place: Place, secret: str) -> None:
        self._place = place
        token = issue(secret, "gateway", ServiceToken(None, "phone", "anonymous"), lifetime=3600)
        self._headers = {"Authorization": f"Bearer {token}"}

    @asynccontextmanager
    async def call(
        self, number: str, *, vouched: bool = True
    ) -> AsyncIterator[tuple[Telephone, Follower]]:
        """Place a call, and hang up afterwards.

        Raises:
            CallFailed: the gateway cannot be reached, or sends the call elsewhere.
        """
        call = uuid.uuid4()
        form = {"uuid": str(call), "caller": number, "vouched": str(int(vouched))}
        async with httpx.AsyncClient(base_url=self._place.url, headers=self._headers) as client:
            try:
                response = await client.post("/calls", data=form, timeout=5)
                response.raise_for_status()
                if response.text != "voice":
                    raise CallFailed(f"the gateway is full: the call goes to «{response.text}»")
                telephone = await Telephone.dial(self._place.host, self._place.port, call)
            except (httpx.HTTPError, OSError) as error:
                raise CallFailed(f"{self._place.url}: {error}") from error
            follower = Follower(client, call)
            try:
                yield telephone, follower
            finally:
                await telephone.hang_up()
                await follower.stop()


class Follower:
    """Follows a call's journal."""

    def __init__(self, client: httpx.AsyncClient, call: uuid.UUID) -> None:
        self._client = client
        self.call = call
        self._entries: asyncio.Queue[Mapping[str, Any] | None] = asyncio.Queue()
        self._task = asyncio.create_task(self._follow())

    async def until(self, *kinds: str, seconds: float = ANSWER_SECONDS) -> list[Mapping[str, Any]]:
        """Return the entries up to the first of a kind, or up to the call's end.

        Raises:
            CallFailed: there was none in time.
        """
        entries: list[Mapping[str, Any]] = []
        try:
            async with asyncio.timeout(seconds):
                while True:
                    entry = await self._entries.get()
                    if entry is None:
                        return entries
                    entries.append(entry)
                    if entry["kind"] in (*kinds, "ended"):
                        return entries
        except TimeoutError:
            raise CallFailed(f"no «{', '.join(kinds)}» in {seconds:.0f} s") from None

    async def stop(self) -> None:
        """Follow no more."""
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _follow(self) -> None:
        try:
            path = f"/calls/{self.call}/events"
            async with self._client.stream("GET", path, timeout=FOLLOW_SECONDS) as response:
                async for line in response.aiter_lines():
                    if response.is_success:
                        self._entries.put_nowait(json.loads(line))
        except httpx.HTTPError:
            pass  # the end of the journal is told either way
        finally:
            self._entries.put_nowait(None)


async def converse(telephone: Telephone, follower: Follower, said: Sequence[Said]) -> Conversation:
    """Say things one after another, each when Mia has ended.

    Raises:
        CallFailed: Mia fell silent.
    """
    conversation = Conversation()
    entries = await follower.until("quiet")
    said_first = (entry["text"] for entry in entries if entry["kind"] in ("filler", "reply"))
    conversation.greeting = " ".join(said_first)  # on a busy machine it comes in parts
    for one in said:
        if _ended(entries):
            break
        await asyncio.sleep(BREATH_SECONDS)
        exchange = Exchange(one.name)
        since = await _say(telephone, one)
        entries = await follower.until("quiet")
        _note(exchange, entries)
        first = telephone.first_sound(since)
        exchange.latency = round(first - since, 3) if first is not None else None
        conversation.exchanges.append(exchange)
    ended = _last(entries, "ended")
    conversation.ended = str(ended["how"]) if ended else None
    return conversation


async def _say(telephone: Telephone, one: Said) -> float:
    for key in one.keys:
        telephone.press(key)
    if one.pcm:
        return await telephone.say(one.pcm)
    return asyncio.get_running_loop().time()


def _note(exchange: Exchange, entries: Sequence[Mapping[str, Any]]) -> None:
    heard, reply = _last(entries, "heard"), _last(entries, "reply")
    exchange.heard = heard.get("text")
    exchange.alternatives = list(heard.get("alternatives", []))
    exchange.topic, exchange.confidence = heard.get("topic"), heard.get("confidence")
    exchange.answer, exchange.expect = reply.get("text", ""), reply.get("expect", "open")
    sound = _last(entries, "sound")
    exchange.stages = {k: v for k, v in sound.items() if k not in ("at", "kind")}
    exchange.filler = bool(_last(entries, "filler"))


def _last(entries: Sequence[Mapping[str, Any]], kind: str) -> Mapping[str, Any]:
    return next((entry for entry in reversed(entries) if entry["kind"] == kind), {})


def _ended(entries: Sequence[Mapping[str, Any]]) -> bool:
    return bool(_last(entries, "ended"))
