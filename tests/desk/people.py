"""People of the desk, for tests: each with a browser's cookies and the token of his page."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import websockets

from tests.channels import DEADLINE, ChatLine, Person
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

    def next_waiting(self, msisdn: str) -> str:
        """Return the newest case of a subscriber who waits."""
        rows = self.get("/queue").json()["waiting"]
        for row in sorted(rows, key=lambda row: -row["since"]):
            if self.get(f"/cases/{row['id']}").json()["subject"] == msisdn:
                return str(row["id"])
        raise AssertionError(f"{msisdn} does not wait")

    def take(self, case: str) -> dict[str, Any]:
        """Take a case as the page does, which acknowledges that its packet is there."""
        packet: dict[str, Any] = self.post(f"/cases/{case}/take").json()
        done = self.post(f"/cases/{case}/acknowledge", lease=packet["lease"])
        assert done.status_code == 200, done.text
        return packet

    def say(self, packet: dict[str, Any], text: str) -> httpx.Response:
        body = {"lease": packet["lease"], "id": uuid.uuid4().hex, "text": text}
        return self.post(f"/cases/{packet['id']}/say", **body)

    def finish(self, packet: dict[str, Any], result: str = "solved") -> httpx.Response:
        return self.post(f"/cases/{packet['id']}/finish", lease=packet["lease"], result=result)


class Screen:
    """What a colleague's page hears live."""

    def __init__(self, stack: Stack, colleague: Colleague) -> None:
        self._runner = asyncio.Runner()
        url = stack.url.replace("http", "ws", 1) + "/desk/socket"
        cookies = "; ".join(f"{name}={value}" for name, value in colleague.client.cookies.items())
        self._socket: Any = self._runner.run(
            self._open(url, {"Origin": stack.url, "Cookie": cookies})
        )
        self.send({"type": "beat"})

    async def _open(self, url: str, headers: dict[str, str]) -> Any:
        return await websockets.connect(url, extra_headers=headers)

    def send(self, frame: dict[str, Any]) -> None:
        self._runner.run(self._socket.send(json.dumps(frame)))

    def until(self, wanted: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
        """Return all frames up to the one that is waited for."""

        async def read() -> list[dict[str, Any]]:
            frames: list[dict[str, Any]] = []
            async with asyncio.timeout(DEADLINE):
                while not frames or not wanted(frames[-1]):
                    frames.append(json.loads(await self._socket.recv()))
            return frames

        return self._runner.run(read())

    def close(self) -> None:
        self._runner.run(self._socket.close())
        self._runner.close()


@contextmanager
def screen(stack: Stack, colleague: Colleague) -> Iterator[Screen]:
    """Open a colleague's page."""
    opened = Screen(stack, colleague)
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def subscriber(stack: Stack, msisdn: str) -> Iterator[ChatLine]:
    """Let a subscriber open the chat."""
    line = ChatLine(stack, person(stack, msisdn))
    try:
        yield line
    finally:
        line.close()


def person(stack: Stack, msisdn: str | None, address: str = "198.51.100.9") -> Person:
    """Somebody at a channel: the subscriber of a number, or nobody in particular."""
    token = stack.app_token(msisdn) if msisdn else None
    return Person(token, address, msisdn, "0000", lambda number: [])
