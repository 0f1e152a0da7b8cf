"""The bot as the gateway knows it, over HTTP: a restart is waited for, a failure is told."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest

from voice_gateway.bot import Bot, BotAway
from voice_gateway.registry import Caller
from voice_gateway.turns.rules import BotRules, rules

SECRET = "s" * 32
ANSWER: list[dict[str, Any]] = [
    {"custom": {"mia": {"speech": "На счёте триста рублей."}}},
    {"custom": {"mia": {"expect": "open"}}},
]

Answer = Callable[[httpx.Request], httpx.Response]


PATIENCE = replace(rules().bot, again=0.0)


def refused(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused", request=request)


def broken(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadError("reset", request=request)


def hangs(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("late", request=request)


def answers(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json=ANSWER)


def status(code: int) -> Answer:
    return lambda request: httpx.Response(code)


class Far:
    """The far end of the bot's HTTP: does one thing after another, the last of them for ever."""

    def __init__(self, *does: Answer) -> None:
        self._does = list(does)
        self.asked: list[dict[str, Any]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(json.loads(request.content))
        does = self._does.pop(0) if len(self._does) > 1 else self._does[0]
        return does(request)

    def bot(self, patience: BotRules = PATIENCE) -> Bot:
        client = httpx.AsyncClient(transport=httpx.MockTransport(self), base_url="http://bot")
        return Bot(client, SECRET, uuid.uuid4(), Caller("79000000001", is_vouched=True), patience)


@pytest.mark.parametrize("away", [refused, broken, status(502), status(503)])
async def test_a_bot_that_restarts_is_asked_again_and_answers_the_message_once(
    away: Answer,
) -> None:
    far = Far(away, away, answers)
    reply = await far.bot().say("сколько денег")
    assert [one.speech for one in reply.utterances] == ["На счёте триста рублей."]
    assert len(far.asked) == 3
    assert len({asked["metadata"]["message_id"] for asked in far.asked}) == 1


async def test_a_bot_that_stays_away_is_told_in_time() -> None:
    far = Far(refused)
    with pytest.raises(BotAway, match="ConnectError"):
        await far.bot(replace(PATIENCE, away=0.05)).say("сколько денег")
    assert len(far.asked) > 1


async def test_a_restart_may_take_longer_than_an_answer_and_silence_does_not_wait_for_it() -> None:
    waits = replace(PATIENCE, turn=0.5, event=0.5, away=60.0, away_event=0.0, again=0.001)
    for ask in (Bot.say, Bot.tell):
        far = Far(*[refused] * 600, answers)  # 0.6 s of refusals at the least
        assert (await ask(far.bot(waits), "start")).utterances  # type: ignore[arg-type]
    with pytest.raises(BotAway):
        await Far(refused).bot(replace(waits, again=0.01)).tell("silence")


async def test_who_is_there_has_the_time_of_an_answer_and_no_more() -> None:
    limits: list[Any] = []

    def noted(request: httpx.Request) -> httpx.Response:
        limits.append(request.extensions["timeout"]["read"])
        return answers(request)

    await Far(noted).bot().say("сколько денег")
    await Far(noted).bot().tell("silence")
    assert limits == [PATIENCE.turn + 1, PATIENCE.event + 1]


@pytest.mark.parametrize("fails", [hangs, status(500), status(422)])
async def test_what_another_try_would_not_mend_is_not_tried_again(fails: Answer) -> None:
    far = Far(fails)
    with pytest.raises(BotAway):
        await far.bot().say("сколько денег")
    assert len(far.asked) == 1


async def test_reading_ahead_is_tried_once() -> None:
    far = Far(refused, answers)
    with pytest.raises(BotAway):
        await far.bot().read("сколько денег")
    assert len(far.asked) == 1
