"""The issuer's keys: had once, they hold while its address does not answer, and it is not asked each time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import jwt
import pytest

from bot.identity.issuer_keys import AGAIN_SECONDS, IssuerKeys

KEYS: dict[str, Any] = {"keys": [{"kty": "oct", "k": "c2VjcmV0", "kid": "one", "use": "sig"}]}


@dataclass
class Issuer:
    """An issuer's address; ``answers`` is what it gives, ``asked`` how often it was."""

    address: str = ""
    answers: tuple[int, bytes] = (200, json.dumps(KEYS).encode())
    asked: int = 0
    now: float = 0.0
    keys: IssuerKeys = field(init=False)


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    there = Issuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            there.asked += 1
            status, body = there.answers
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Be quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        there.keys = IssuerKeys(
            f"http://127.0.0.1:{server.server_port}/jwks", clock=lambda: there.now
        )
        yield there
        server.shutdown()


AWAY = [(500, b""), (200, b"<html>"), (200, b"[]"), (200, b'{"keys": []}')]


@pytest.mark.parametrize("away", AWAY)
def test_keys_that_were_had_hold_while_the_issuer_is_away(
    issuer: Issuer, away: tuple[int, bytes]
) -> None:
    assert issuer.keys.fetch_data() == KEYS
    issuer.answers = away
    assert [issuer.keys.fetch_data() for _ in range(5)] == [KEYS] * 5
    assert issuer.asked == 2


@pytest.mark.parametrize("away", AWAY)
def test_an_issuer_that_is_away_is_asked_again_after_a_while(
    issuer: Issuer, away: tuple[int, bytes]
) -> None:
    well, issuer.answers = issuer.answers, away
    for _ in range(3):
        with pytest.raises(jwt.PyJWTError):
            issuer.keys.get_signing_key("one")
    assert issuer.asked == 1
    issuer.answers = well
    issuer.now = AGAIN_SECONDS
    assert issuer.keys.get_signing_key("one").key_id == "one"
    assert issuer.asked == 2


def test_unknown_keys_are_not_asked_for_each_time(issuer: Issuer) -> None:
    """Anybody can send tokens that name keys nobody has."""
    for name in ("two", "three", "four"):
        with pytest.raises(jwt.PyJWTError):
            issuer.keys.get_signing_key(name)
    assert issuer.asked == 1
