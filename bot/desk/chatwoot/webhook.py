"""Chatwoot's webhooks: checked, then taken in.

From 4.13 on Chatwoot signs them: ``X-Chatwoot-Signature: sha256=<hex>`` is the HMAC-SHA256 of
``<X-Chatwoot-Timestamp>.<body>`` (chatwoot/chatwoot#13573, #13892).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Mapping

from fastapi import APIRouter, Request

from bot.desk.chatwoot.desk import ChatwootDesk
from bot.desk.chatwoot.settings import ChatwootSettings
from bot.service.access import core_of
from bot.service.problems import Problem

router = APIRouter(include_in_schema=False)

OLDEST_SECONDS = 300.0


@router.post("/webhooks/chatwoot/{key}")
async def webhook(key: str, request: Request) -> dict[str, str]:
    """Take in an event of Chatwoot's."""
    desk, settings = core_of(request).desk.port, core_of(request).desk.chatwoot
    if not isinstance(desk, ChatwootDesk) or settings is None:
        raise Problem(404, "No Chatwoot here")
    body = await request.body()
    if not hmac.compare_digest(key.encode(), settings.key.encode()):
        raise Problem(401, "Not believed", "The address holds another key.")
    if not is_signed(settings, request.headers, body, time.time()):
        raise Problem(401, "Not believed", "The signature does not fit, or is too old.")
    try:
        event = json.loads(body)
    except ValueError:
        raise Problem(422, "Invalid request", "The body is no JSON.") from None
    if isinstance(event, dict):
        await desk.happened(event)
    return {"status": "ok"}


def is_signed(
    settings: ChatwootSettings, headers: Mapping[str, str], body: bytes, now: float
) -> bool:
    """Tell whether a webhook is Chatwoot's own and fresh; without a secret there is none to check."""
    if not settings.secret:
        return True
    sent = headers.get("x-chatwoot-timestamp", "")
    if not (sent.isascii() and sent.isdigit()) or abs(now - int(sent)) > OLDEST_SECONDS:
        return False
    signed = hmac.new(settings.secret.encode(), f"{sent}.".encode() + body, hashlib.sha256)
    given = headers.get("x-chatwoot-signature", "")
    return hmac.compare_digest(f"sha256={signed.hexdigest()}".encode(), given.encode())
