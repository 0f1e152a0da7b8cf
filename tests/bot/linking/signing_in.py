"""A browser that signs in, and what a platform then asks for."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import httpx
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from actions.service_tokens import read_secret
from bot.players.linking import BACK, link
from tests.operator_world import OperatorWorld
from tests.speakers import speaker
from tests.stack import Stack

VERIFIER = "v" * 64

QUERY = {
    "response_type": "code",
    "client_id": "alice",
    "redirect_uri": BACK,
    "state": "s",
    "code_challenge": create_s256_code_challenge(VERIFIER),
    "code_challenge_method": "S256",
}


def secret_of(stack: Stack, platform: str = "alice") -> str:
    return read_secret(stack.var / f"{platform}-oauth-secret", create=True)


class Browser:
    """A person's browser at the sign-in page."""

    def __init__(self, stack: Stack, address: str, **query: str) -> None:
        headers = {"X-Forwarded-For": address}
        self.client = httpx.Client(base_url=stack.url, timeout=20, headers=headers)
        self.page = self.client.get("/oauth/authorize", params={**QUERY, **query})

    def step(self, step: str, **fields: str) -> httpx.Response:
        found = re.search(r'name="id" value="([^"]+)"', self.page.text)
        assert found, self.page.text
        data = {"id": found[1], "step": step, **fields}
        self.page = self.client.post("/oauth/authorize", data=data)
        return self.page

    def sign_in(self, operator: OperatorWorld, number: str) -> dict[str, list[str]]:
        self.step("number", number=number)
        answer = self.step("code", code=sms_code(operator, number))
        assert answer.status_code == 302, answer.text
        return parse_qs(urlsplit(answer.headers["Location"]).query)


def sms_code(operator: OperatorWorld, number: str) -> str:
    found = re.match(r"\d{6}", operator.sms(number)[0])
    assert found
    return found[0]


def exchange(stack: Stack, code: str, **more: str) -> httpx.Response:
    data = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
        **more,
    }
    return httpx.post(f"{stack.url}/oauth/token", data=data, auth=("alice", secret_of(stack)))


def linked(stack: Stack, operator: OperatorWorld) -> dict[str, str]:
    """Tokens of a subscriber who signed in."""
    number = operator.newcomer()
    return link(
        stack.url, "alice", secret_of(stack), number, lambda page: sms_code(operator, number),
        {"X-Forwarded-For": f"198.18.64.{int(number) % 256}"},
    )  # fmt: skip


def refresh(stack: Stack, tokens: dict[str, str], client: str = "alice") -> httpx.Response:
    data = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    auth = (client, secret_of(stack, client))
    return httpx.post(f"{stack.url}/oauth/token", data=data, auth=auth)


def revoke(stack: Stack, token: str, client: str = "alice") -> httpx.Response:
    auth = (client, secret_of(stack, client))
    return httpx.post(f"{stack.url}/oauth/revoke", data={"token": token}, auth=auth)


def is_linked(stack: Stack, tokens: dict[str, str]) -> bool:
    """Whether a speaker with this access token tells what is the subscriber's."""
    said = speaker(stack, "alice", token=tokens["access_token"]).say("сколько на балансе")
    return "свяжем" not in said.text
