"""People of the desk, for tests: each with a browser's cookies and the token of his page."""

from __future__ import annotations

from typing import Any

import httpx

from tests.channels import Person
from tests.stack import Stack


class Colleague:
    """Somebody of the staff who works by HTTP as the page does."""

    def __init__(self, stack: Stack, login: str) -> None:
        self.client = httpx.Client(base_url=stack.url, timeout=30)
        answer = self.client.post("/desk/login", json={"login": login, "password": f"demo-{login}"})
        assert answer.status_code == 200, answer.text
        self.me: dict[str, Any] = answer.json()
        self.client.headers["X-CSRF-Token"] = self.me["csrf"]

    def get(self, path: str, **params: Any) -> httpx.Response:
        return self.client.get(f"/desk{path}", params=params)

    def post(self, path: str, **body: Any) -> httpx.Response:
        return self.client.post(f"/desk{path}", json=body)


def person(stack: Stack, msisdn: str | None, address: str = "198.51.100.9") -> Person:
    """Somebody at a channel: the subscriber of a number, or nobody in particular."""
    token = stack.app_token(msisdn) if msisdn else None
    return Person(token, address, msisdn, "0000", lambda number: [])
