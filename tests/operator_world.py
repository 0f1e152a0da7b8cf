"""The demo operator as a process of its own, for tests that want the real thing.

Import the fixture ``operator_world`` into a ``conftest.py``, or start operators by hand::

    from tests.operator_world import operator_world  # noqa: F401

    with start_operator(tmp_path / "operator.sqlite") as world:
        async with world.connect() as systems:
            await systems.billing.account(world.caller("79000000001"), "79000000001")
"""

import asyncio
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from actions import service_tokens
from actions.operator.call import Caller
from actions.operator.tmf import Limits, TmfSystems, connect
from tests.stack import free_port
from tests.waiting import until

ROOT = Path(__file__).resolve().parent.parent
READY_WITHIN = 120.0  # seconds, on a machine that others fill too
_FIRST_GENERATED = 79000001000


@dataclass(frozen=True)
class OperatorWorld:
    """A running demo operator: its address, the secret of its tokens, and its process."""

    base_url: str
    secret: str
    process: subprocess.Popen[bytes]
    _numbers: Iterator[int] = field(default_factory=lambda: count(_FIRST_GENERATED))

    def connect(self, limits: Limits | None = None) -> TmfSystems:
        """Return the real clients, connected to it; to be used with ``async with``."""
        return connect(self.base_url, self.secret, limits=limits)

    def caller(
        self, msisdn: str | None, sureness: str = "verified", *, seconds: float | None = None
    ) -> Caller:
        """Return a caller; ``seconds`` from now is his deadline."""
        deadline = None if seconds is None else asyncio.get_running_loop().time() + seconds
        return Caller(msisdn, sureness, "app", deadline)

    def newcomer(self) -> str:
        """Return a generated subscriber whom no test of this world has used yet."""
        return str(next(self._numbers))

    def trouble(self, system: str, **trouble: Any) -> None:
        """Give a system trouble: ``delay`` in seconds, ``outage``, ``drop_answer``."""
        self._admin("POST", "/admin/chaos", {"system": system, **trouble})

    def calm(self) -> None:
        """Put an end to all trouble."""
        self._admin("DELETE", "/admin/chaos")

    def audit(self, about: str) -> list[dict[str, Any]]:
        """Return the lines of the audit about a number, newest first."""
        lines: list[dict[str, Any]] = self._admin("GET", f"/admin/audit?about={about}")
        return lines

    def sms(self, receiver: str) -> list[str]:
        """Return the texts that a number has received, newest first."""
        path = "/tmf-api/communicationManagement/v4/communicationMessage"
        received = self._admin("GET", f"{path}?receiver.phoneNumber={receiver}")
        return [message["content"] for message in received]

    def _admin(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        token = service_tokens.ServiceToken("admin", "tests", "verified")
        encoded = service_tokens.issue(self.secret, "operator", token)
        headers = {"Authorization": f"Bearer {encoded}"}
        response = httpx.request(
            method, self.base_url + path, json=body, headers=headers, trust_env=False
        )
        response.raise_for_status()
        return response.json()


@contextmanager
def start_operator(database: Path | str, secret: str | None = None) -> Iterator[OperatorWorld]:
    """Run a demo operator on a free port until the block ends.

    Args:
        database: a SQLite file, made if missing, or a URL of PostgreSQL.
        secret: the secret of its tokens; a new one, unless given.
    """
    secret, port = secret or secrets.token_urlsafe(32), free_port()
    command = [sys.executable, "-m", "actions.sandbox.cli"]
    process = subprocess.Popen(
        [*command, "--port", str(port), "--database", str(database)],
        env={**os.environ, service_tokens.SECRET_VARIABLE: secret},
        cwd=ROOT,
    )
    try:
        world = OperatorWorld(f"http://127.0.0.1:{port}", secret, process)
        _wait_until_ready(world)
        yield world
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture(scope="session")
def operator_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OperatorWorld]:
    """A demo operator that all tests share; take a ``newcomer()`` for what changes something."""
    with start_operator(tmp_path_factory.mktemp("operator") / "operator.sqlite") as world:
        yield world


def _wait_until_ready(world: OperatorWorld) -> None:
    def is_ready() -> bool:
        assert world.process.poll() is None, "the demo operator has ended"
        try:
            return httpx.get(f"{world.base_url}/health/ready", trust_env=False).is_success
        except httpx.TransportError:
            return False

    until(is_ready, READY_WITHIN, pause=0.02, what="the demo operator")
