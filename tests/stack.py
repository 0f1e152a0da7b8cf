"""The whole product as processes for tests: Redis, the demo operator and the bot, on free ports."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from actions.service_tokens import ServiceToken, issue, read_secret
from bot.identity.tokens import DemoIssuer, Tokens
from bot.service import embedded_redis
from bot.service.children import Child, start

MIA = (sys.executable, "-m", "bot.main")
READY_SECONDS = 180.0


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Stack:
    """A running product. ``children`` are by name: redis, sandbox, bot, and those that are started besides.

    With an ``actions_port`` the bot has its actions done at an action server there.
    """

    var: Path
    port: int
    sandbox_port: int
    children: dict[str, Child] = field(default_factory=dict)
    voice_port: int = field(default_factory=free_port)
    audiosocket_port: int = field(default_factory=free_port)
    voice_env: dict[str, str] = field(default_factory=dict)
    actions_port: int | None = None
    agents_hours: str = "00:00-24:00"  # whatever the time of day a test runs at

    @property
    def url(self) -> str:
        """The bot's address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def operator_url(self) -> str:
        """The demo operator's address."""
        return f"http://127.0.0.1:{self.sandbox_port}"

    @property
    def voice_url(self) -> str:
        """The voice gateway's address."""
        return f"http://127.0.0.1:{self.voice_port}"

    @property
    def actions_url(self) -> str:
        """The action server's address."""
        return f"http://127.0.0.1:{self.actions_port}"

    @property
    def redis_url(self) -> str:
        """The Redis server's address."""
        return f"unix://{embedded_redis.socket(self.var)}"

    @property
    def secret(self) -> str:
        """The secret that the services share."""
        return read_secret(self.var / "service-secret", create=True)

    def app_token(self, msisdn: str, *, seconds: int = 3600) -> str:
        """Return a demo subscriber's app token."""
        issuer = DemoIssuer(read_secret(self.var / "app-secret", create=True))
        return issuer.issue(msisdn, seconds=seconds)

    def operator_token(self) -> str:
        """Return an operator token for the bot's internal routes."""
        return Tokens(self.secret, DemoIssuer("unused")).operator("tests")

    def operator_headers(self, msisdn: str, sureness: str = "verified") -> dict[str, str]:
        """Return headers with which the demo operator answers about a subscriber."""
        token = issue(self.secret, "operator", ServiceToken(msisdn, "tests", sureness))
        return {"Authorization": f"Bearer {token}"}

    def start(self, name: str) -> None:
        """Start a part, and wait until it is ready."""
        env = {
            "MIA_VAR": str(self.var),
            "MIA_SERVICE_SECRET": self.secret,
            "MIA_REDIS_URL": self.redis_url,
            "MIA_OPERATOR_URL": self.operator_url,
            "MIA_DEMO": "1",
            "MIA_AGENTS_HOURS": self.agents_hours,
            "MIA_BOT_URL": self.url,
            **({"MIA_ACTIONS_URL": f"{self.actions_url}/webhook"} if self.actions_port else {}),
            **self.voice_env,
        }
        child = start(name, self._command(name), env, self.var / "log")
        self.children[name] = child
        child.wait_ready(lambda: self._is_ready(name), READY_SECONDS)

    def kill(self, name: str) -> None:
        """Kill a part as ``kill -9`` does."""
        process = self.children.pop(name).process
        process.kill()
        process.wait()

    @contextmanager
    def held(self, name: str) -> Iterator[None]:
        """Hold a part still for a while: it answers nothing until this ends."""
        process = self.children[name].process
        process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """Stop all parts, the last started first."""
        for name in reversed(list(self.children)):
            self.children.pop(name).stop()

    def _command(self, name: str) -> Sequence[str]:
        if name == "redis":
            return embedded_redis.command(self.var)
        if name == "sandbox":
            database = str(self.var / "sandbox.sqlite")
            return [*MIA, "sandbox", "--port", str(self.sandbox_port), "--database", database]
        if name == "actions":
            return [*MIA, "actions", "--port", str(self.actions_port)]
        if name == "voice":
            sockets = ["--audiosocket-port", str(self.audiosocket_port)]
            return [*MIA, "voice", "--port", str(self.voice_port), *sockets]
        return [*MIA, "bot", "--port", str(self.port)]

    def _is_ready(self, name: str) -> bool:
        if name == "redis":
            return embedded_redis.answers(self.var)
        ready = {
            "sandbox": f"{self.operator_url}/health/ready",
            "voice": f"{self.voice_url}/health/ready",
            "actions": f"{self.actions_url}/health",
        }.get(name, f"{self.url}/health/ready")
        try:
            return httpx.get(ready, timeout=2).status_code == 200
        except httpx.HTTPError:
            return False


@contextmanager
def running(var: Path, **own: Any) -> Iterator[Stack]:
    """Run the whole product with its data under ``var``; ``own`` are further fields of the stack."""
    stack = Stack(var, free_port(), free_port(), **own)
    apart = ("actions",) if stack.actions_port else ()
    try:
        for name in ("redis", "sandbox", *apart, "bot"):
            stack.start(name)
        yield stack
    finally:
        stack.stop()


@dataclass
class Chatter:
    """A person at the REST webhook, who presses buttons by their titles."""

    stack: Stack
    sender: str
    token: str | None = None
    messages: list[dict[str, Any]] = field(default_factory=list)
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30))

    def say(self, text: str, *, message_id: str | None = None) -> str:
        """Say something; returns all that Mia answered, as one text."""
        metadata = {"message_id": message_id} if message_id else {}
        body = {"sender": self.sender, "message": text, "metadata": metadata}
        response = self.client.post(
            f"{self.stack.url}/webhooks/rest/webhook", json=body, headers=self._headers()
        )
        response.raise_for_status()
        self.messages = response.json()
        self.token = self._given_token() or self.token
        return "\n".join(m["text"] for m in self.messages if "text" in m)

    def press(self, title: str) -> str:
        """Press the button of the last answer that begins with this title."""
        return self.say(self.buttons()[title])

    def buttons(self) -> dict[str, str]:
        """Return the last answer's buttons: payloads by title."""
        return {b["title"]: b["payload"] for m in self.messages for b in m.get("buttons", [])}

    @property
    def end(self) -> dict[str, Any]:
        """What the last answer awaits and asks of the channel (``custom.mia`` of its end)."""
        mia: dict[str, Any] = self.messages[-1]["custom"]["mia"]
        return mia

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def _given_token(self) -> str | None:
        token = self.end.get("token")
        return str(token) if token else None
