"""Linking as it goes between a person's browser and a platform: for players and tests."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from knowledge.files import ROOT, read_yaml

BACK = "http://127.0.0.1/linked"  # where a platform would have its people sent; nobody goes there
SECONDS = 15.0

_ID = re.compile(r'name="id" value="([^"]+)"')
_PAIRING_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
_DEMO_CODE = re.compile(r'data-demo-code="(\d+)"')


class LinkingFailed(Exception):
    """The sign-in page did not lead back to the platform with a code."""


def demo_code(page: str) -> str:
    """Return the code that the page shows in demo mode.

    Raises:
        LinkingFailed: it shows none.
    """
    found = _DEMO_CODE.search(page)
    if found is None:
        raise LinkingFailed("the page shows no code: Mia does not run in demo mode")
    return found[1]


def link(
    url: str,
    platform: str,
    secret: str,
    msisdn: str,
    code_of: Callable[[str], str] = demo_code,
    headers: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Sign a subscriber in as a browser does, and fetch the platform's tokens.

    Args:
        url: where Mia is.
        platform: the channel's name, which is the client's id.
        secret: the client's secret.
        msisdn: the subscriber's number.
        code_of: reads the code that was sent by SMS, given the page that asks for it.
        headers: what the browser sends with each request.

    Returns:
        The token response of RFC 6749.

    Raises:
        LinkingFailed: the page or the token endpoint refused.
    """
    verifier, state = secrets.token_urlsafe(48), secrets.token_urlsafe(16)
    query = {
        "response_type": "code",
        "client_id": platform,
        "redirect_uri": BACK,
        "state": state,
        "code_challenge": create_s256_code_challenge(verifier),
        "code_challenge_method": "S256",
    }
    with httpx.Client(base_url=url, timeout=SECONDS, headers=headers) as browser:
        page = browser.get("/oauth/authorize", params=query).text
        page = _step(browser, page, step="number", number=msisdn).text
        back = _step(browser, page, step="code", code=code_of(page))
        form = {
            "grant_type": "authorization_code",
            "code": _granted(back, state),
            "redirect_uri": BACK,
            "code_verifier": verifier,
        }
        answer = browser.post("/oauth/token", data=form, auth=(platform, secret))
    if answer.is_error:
        raise LinkingFailed(answer.text)
    tokens: dict[str, Any] = answer.json()
    return tokens


def _granted(back: httpx.Response, state: str) -> str:
    """Return the code with which the sign-in page leads back to the platform."""
    found = parse_qs(urlsplit(back.headers.get("Location", "")).query)
    if found.get("state") != [state] or "code" not in found:
        raise LinkingFailed(f"no way back from the sign-in page (status {back.status_code})")
    return str(found["code"][0])


def _step(browser: httpx.Client, page: str, **fields: str) -> httpx.Response:
    found = _ID.search(page)
    if found is None:
        raise LinkingFailed("the sign-in page has no form")
    return browser.post("/oauth/authorize", data={"id": found[1], **fields})


def pairing_code(url: str, token: str) -> str:
    """Return a pairing code, asked for in the chat as a subscriber does.

    Args:
        url: where Mia is.
        token: the subscriber's app token.

    Raises:
        LinkingFailed: the chat shows none.
    """
    wish = read_yaml(ROOT / "nlu" / "phrasings" / "tasks" / "link_speaker.yml")
    body = {"sender": secrets.token_hex(8), "message": wish["phrasings"]["chat"][0]}
    answer = httpx.post(
        f"{url}/webhooks/rest/webhook",
        json=body,
        headers={"Authorization": f"Bearer {token}"},
        timeout=SECONDS,
    )
    shown = (
        " ".join(message.get("text", "") for message in answer.json()) if answer.is_success else ""
    )
    found = _PAIRING_CODE.search(shown)
    if found is None:
        raise LinkingFailed("the chat shows no code")
    return found[0]
