"""The bot as the gateway knows it: its webhook, by HTTP with a deadline."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

import httpx
import jwt

from actions.service_tokens import ServiceToken, issue
from voice_gateway.registry import Caller
from voice_gateway.turns.heard import Mark
from voice_gateway.turns.ladders import Why
from voice_gateway.turns.rules import BotRules, Expect, rules
from voice_gateway.turns.wholeness import Reading

CHANNEL = "phone"
SURE = 0.6  # from this confidence on the bot acts on a topic

_NOT_NOW = frozenset((502, 503))  # a proxy without a bot behind it; a bot without its store

Event = Literal["start", "silence", "keys", "person", "hang_up", "heard"]


class BotAway(RuntimeError):
    """The bot could not be reached, or gave no answer that can be used."""


class _NobodyThere(BotAway):
    """The connection was refused or broke, or what answers cannot do so now."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing to be said."""

    speech: str
    hear_out: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What Mia answers, what she expects next, and what is to become of the call.

    ``phrases`` name what can be chosen, in words; ``most`` is the highest number that can be an answer;
    ``missed`` counts how many turns in a row she has not understood.
    """

    utterances: tuple[Utterance, ...] = ()
    expect: Expect = "open"
    phrases: tuple[str, ...] = ()
    most: int | None = None
    directive: Mapping[str, str] | None = None
    secret: bool = False
    missed: int = 0


class Bot:
    """The bot, for one call: who calls is signed into each request."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        secret: str,
        call: uuid.UUID,
        caller: Caller,
        patience: BotRules | None = None,
    ) -> None:
        self._client = client
        self._patience = patience or rules().bot
        self._secret = secret
        self._sender = call.hex
        self._who = ServiceToken(caller.number, CHANNEL, caller.sureness)

    async def say(
        self, text: str, *, alternatives: Sequence[str] = (), heard: Mark | None = None
    ) -> Reply:
        """Give the bot a turn of the caller. Raises ``BotAway``."""
        return await self._turn(text, {"alternatives": list(alternatives)[:10]}, heard)

    async def tell(self, event: Event, *, keys: str = "", heard: Mark | None = None) -> Reply:
        """Tell the bot of something that was not said. Raises ``BotAway``."""
        told: dict[str, Any] = {"event": event}
        if keys:
            told["keys"] = keys
        return await self._turn("", told, heard)

    async def call_person(self, why: Why) -> Reply:
        """Have a person called for whom the caller did not ask. Raises ``BotAway``."""
        return await self._turn("", {"event": "person", "why": why}, None)

    async def read(self, text: str) -> Reading:
        """Understand words without any effect. Raises ``BotAway``."""
        parsed = await self._post("/model/parse", {"text": text}, self._patience.reading)
        intent = parsed.get("intent") or {}
        topics = parsed.get("topics") or [{"name": intent.get("name", ""), "confidence": 0.0}]
        found = tuple(str(entity["entity"]) for entity in parsed.get("entities") or ())
        confidence = float(topics[0]["confidence"])
        sure = confidence >= SURE and topics[0]["name"] != "out_of_scope"
        return Reading(text, sure, found, str(topics[0]["name"]), confidence)

    async def _turn(self, text: str, mia: dict[str, Any], heard: Mark | None) -> Reply:
        event = mia.get("event")
        answers = event in (None, "keys", "person")
        seconds = self._patience.turn if answers else self._patience.event
        is_waited_for = answers or event == "start"
        away = self._patience.away if is_waited_for else self._patience.away_event
        mia = {"channel": CHANNEL, "deadline_ms": int(seconds * 1000), **mia}
        if heard is not None:
            mia["heard"] = {"utterance": heard.utterance, "characters": heard.characters}
        body = {
            "sender": self._sender,
            "message": text,
            "metadata": {"message_id": uuid.uuid4().hex, "mia": mia},
        }
        return self._reply(await self._answered(body, seconds, away))

    async def _answered(self, body: Mapping[str, Any], seconds: float, away: float) -> Any:
        """Ask until somebody is there to answer, ``away`` seconds at most: a restart must not end the call.

        Who is there has ``seconds`` for it. The message id makes it safe: what was taken before the
        connection broke is answered once.
        """
        clock = asyncio.get_running_loop().time
        until = clock() + away
        while True:
            try:
                return await self._post("/webhooks/rest/webhook", body, seconds + 1)
            except _NobodyThere:
                if clock() + self._patience.again > until:
                    raise
            await asyncio.sleep(self._patience.again)

    async def _post(self, path: str, body: Mapping[str, Any], seconds: float) -> Any:
        token = issue(self._secret, "bot", self._who)
        try:
            response = await self._client.post(
                path, json=body, timeout=seconds, headers={"Authorization": f"Bearer {token}"}
            )
            if response.status_code in _NOT_NOW:
                raise _NobodyThere(f"{path}: {response.status_code}")
            response.raise_for_status()
            return response.json()
        except (httpx.NetworkError, httpx.RemoteProtocolError) as error:
            raise _NobodyThere(f"{path}: {type(error).__name__}") from error
        except (httpx.HTTPError, ValueError) as error:
            raise BotAway(f"{path}: {type(error).__name__}") from error

    def _reply(self, messages: Sequence[Mapping[str, Any]]) -> Reply:
        if not messages:
            raise BotAway("an empty answer")
        end = _mia(messages[-1])
        if end.get("token"):
            self._who = self._verified(str(end["token"]))
        said = [Utterance(_mia(m)["speech"], bool(_mia(m).get("hear_out"))) for m in messages[:-1]]
        return Reply(
            utterances=tuple(one for one in said if one.speech.strip()),
            expect=cast(Expect, end.get("expect", "open")),
            phrases=tuple(end.get("phrases", ())),
            most=end.get("most"),
            directive=end.get("directive"),
            secret=bool(end.get("secret")),
            missed=int(end.get("missed", 0)),
        )

    def _verified(self, token: str) -> ServiceToken:
        """Return the caller as known after a PIN, for the rest of the call."""
        try:
            claims = jwt.decode(token, self._secret, algorithms=["HS256"], audience="mia-session")
        except jwt.InvalidTokenError as error:
            raise BotAway("a session token that is not the bot's") from error
        return replace(self._who, subject=str(claims["sub"]), sureness=str(claims["sureness"]))


def _mia(message: Mapping[str, Any]) -> Mapping[str, Any]:
    mia: Mapping[str, Any] = (message.get("custom") or {}).get("mia") or {}
    return mia
