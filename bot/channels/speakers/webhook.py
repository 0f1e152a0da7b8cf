"""``POST /webhooks/alice|marusya|salute/{secret}``: the platforms' way in.

The platforms sign nothing. What guards the way is the secret in the address and the skill that the
request is meant for; whose speaker it is, only the linked account tells.
"""

from __future__ import annotations

import hmac
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from redis.exceptions import RedisError

from bot.channels.speakers import alice, marusya, salute
from bot.channels.speakers.answer import Answer
from bot.channels.speakers.request import Request as Asked
from bot.service.access import core_of
from bot.service.problems import Problem

logger = logging.getLogger(__name__)

Body = Mapping[str, Any]

router = APIRouter(tags=["channels"])


@dataclass(frozen=True, slots=True)
class Adapter:
    """How a platform's requests are read and answered; ``pong`` where it pings."""

    read: Callable[[Body], Asked]
    write: Callable[[Answer, Asked, Body], dict[str, Any]]
    pong: Callable[[Asked, Body], dict[str, Any]] | None = None


ADAPTERS: Mapping[str, Adapter] = {
    alice.CHANNEL: Adapter(alice.read, alice.write, alice.pong),
    marusya.CHANNEL: Adapter(marusya.read, marusya.write, marusya.pong),
    salute.CHANNEL: Adapter(salute.read, salute.write),
}


@router.post("/webhooks/alice/{secret}")
async def to_alice(secret: str, request: Request) -> Response:
    """Answer Yandex Dialogs."""
    return await _answer(alice.CHANNEL, secret, request)


@router.post("/webhooks/marusya/{secret}")
async def to_marusya(secret: str, request: Request) -> Response:
    """Answer VK's Marusya."""
    return await _answer(marusya.CHANNEL, secret, request)


@router.post("/webhooks/salute/{secret}")
async def to_salute(secret: str, request: Request) -> Response:
    """Answer Sber's SmartApp API. ``CLOSE_APP`` awaits nothing and gets 204."""
    return await _answer(salute.CHANNEL, secret, request)


async def _answer(platform: str, secret: str, request: Request) -> Response:
    """Answer a request in the platform's shape.

    Raises:
        Problem: the address is nobody's (404), the skill is another's (403), or the body is not
            what the platform sends (422).
        OtherMessage: the message id was used for other content before.
    """
    core = core_of(request)
    skill = core.speakers.skills.get(platform)
    if skill is None or not hmac.compare_digest(secret.encode(), skill.secret.encode()):
        raise Problem(404, "Not Found")
    adapter = ADAPTERS[platform]
    body = await _body(request)
    asked = _read(adapter, body)
    if asked.skill not in skill.ids:
        raise Problem(403, "Foreign skill", "This address answers another skill.")
    if asked.kind == "ping" and adapter.pong:
        return JSONResponse(adapter.pong(asked, body))
    try:
        answered = await core.speakers.sessions.answered(asked)
        if answered is not None:
            return JSONResponse(answered)
        response = adapter.write(await core.speakers.host.answer(asked), asked, body)
        await core.speakers.sessions.keep_answer(asked, response)
    except RedisError as error:
        logger.error("Redis does not answer: %s", type(error).__name__)
        response = adapter.write(core.speakers.host.failure(), asked, body)
    if platform == salute.CHANNEL and asked.kind == "leave":
        return Response(status_code=204)
    return JSONResponse(response)


async def _body(request: Request) -> Body:
    try:
        body = await request.json()
    except (ValueError, RecursionError):
        raise Problem(422, "Invalid request", "The body is not JSON.") from None
    if not isinstance(body, dict):
        raise Problem(422, "Invalid request", "The body is not an object.")
    return body


def _read(adapter: Adapter, body: Body) -> Asked:
    try:
        return adapter.read(body)
    except ValueError as error:
        raise Problem(422, "Invalid request", str(error)[:500]) from None
