"""Speakers for tests: a platform's session with a running product, linked to a subscriber or not."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

import httpx

from actions.service_tokens import read_secret
from bot.players import platforms
from bot.players.linking import link, pairing_code
from bot.players.platforms import Event, Place, Shown
from tests.stack import Stack

_LINKED: dict[tuple[str, str, str], tuple[str, str | None]] = {}

Sms = Callable[[], list[str]]


class Speaker:
    """One session at a platform; buttons are pressed by the titles of the last answer."""

    def __init__(self, stack: Stack, place: Place) -> None:
        self.place = place
        secret = read_secret(stack.var / f"{place.platform}-secret", create=True)
        self.address = f"/webhooks/{place.platform}/{secret}"
        self._client = httpx.Client(base_url=stack.url, timeout=30)
        self._shown = Shown("", "")

    def say(self, text: str) -> Shown:
        return self._send("say", text)

    def press(self, title: str) -> Shown:
        payloads = {" ".join(t.split()): payload for t, payload in self._shown.buttons.items()}
        return self._send("press", payload=payloads[title])

    def happens(self, event: Event) -> Shown:
        return self._send(event)

    def close(self) -> None:
        self._client.close()

    def _send(self, event: Event, text: str = "", payload: Any = None) -> Shown:
        body = platforms.request(self.place, event, text, payload)
        self.place.turn += 1
        response = self._client.post(self.address, json=body)
        assert response.status_code == 200, response.text
        self.response: dict[str, Any] = response.json()
        self._shown = platforms.shown(self.place.platform, self.response)
        return self._shown


def speaker(stack: Stack, platform: str, **place: Any) -> Speaker:
    """Return a new session at a speaker that nobody has linked yet."""
    made = {"platform": platform, "user": uuid.uuid4().hex, **place}
    return Speaker(stack, Place.parse_obj(made))


def linked_speaker(stack: Stack, platform: str, msisdn: str | None, sms: Sms) -> Speaker:
    """Return a new session at a speaker whose owner linked it the platform's way, once for all."""
    if msisdn is None:
        return speaker(stack, platform)
    key = (str(stack.var), platform, msisdn)
    if key not in _LINKED:
        _LINKED[key] = _link(stack, platform, msisdn, sms)
    user, token = _LINKED[key]
    return speaker(stack, platform, user=user, token=token)


def _link(stack: Stack, platform: str, msisdn: str, sms: Sms) -> tuple[str, str | None]:
    """Return the platform's id of the owner, and the token that it was given for him."""
    if platform == "alice":
        return uuid.uuid4().hex, tokens(stack, msisdn, sms)["access_token"]
    unlinked = speaker(stack, platform)
    assert "шесть цифр" in unlinked.say("мой баланс").text
    code = pairing_code(stack.url, stack.app_token(msisdn))
    said = unlinked.say(" ".join(code))
    assert "связана" in said.text, said.text
    unlinked.close()
    return unlinked.place.user, None


def tokens(stack: Stack, msisdn: str, sms: Sms, platform: str = "alice") -> dict[str, Any]:
    """Return a platform's tokens for a subscriber who signed in at the linking page."""
    secret = read_secret(stack.var / f"{platform}-oauth-secret", create=True)
    headers = {"X-Forwarded-For": f"198.18.{int(msisdn) // 256 % 256}.{int(msisdn) % 256}"}
    return link(stack.url, platform, secret, msisdn, lambda page: _code(sms()), headers)


def _code(texts: list[str]) -> str:
    found = re.match(r"\d{6}", texts[0])
    assert found
    return found[0]
