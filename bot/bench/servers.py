"""The servers that are measured: Mia as she runs, and Rasa's own server on the same project."""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actions.installation import var_folder
from actions.service_tokens import read_secret
from bot.bench import peer
from bot.bench.load import Target
from bot.channels.speakers.platform import platforms
from bot.identity.tokens import DemoIssuer
from bot.service import embedded_redis
from bot.service.children import Child, is_up, start

MIA = (sys.executable, "-m", "bot.main")
READY_SECONDS = 600.0
TRAINING_SECONDS = 1800.0
SUBSCRIBER = "79000001900"  # of the generated range: 300 roubles, tariff «Простой»


@dataclass(frozen=True, slots=True)
class Ground:
    """What both servers stand on: a folder, a Redis, the demo operator."""

    var: Path
    operator: str
    redis_port: int
    stack: ExitStack

    def environment(self) -> dict[str, str]:
        """Return the settings of a service here."""
        return {
            "MIA_VAR": str(self.var),
            "MIA_SERVICE_SECRET": read_secret(self.var / "service-secret", create=True),
            "MIA_REDIS_URL": f"redis://127.0.0.1:{self.redis_port}",
            "MIA_OPERATOR_URL": self.operator,
            "RASA_TELEMETRY_ENABLED": "false",
            "LOG_LEVEL": "WARNING",
        }

    def launch(self, name: str, command: list[str], ready: str, **more: str) -> Child:
        """Start a service with ``more`` settings, and wait until this address answers."""
        child = start(name, command, {**self.environment(), **more}, self.var / "log")
        self.stack.callback(child.stop)
        child.wait_ready(lambda: is_up(ready), READY_SECONDS)
        return child


@contextmanager
def ground() -> Iterator[Ground]:
    """Run a Redis on a port and a freshly filled demo operator."""
    with tempfile.TemporaryDirectory(prefix="mia-bench-") as folder, ExitStack() as stack:
        var, port, redis_port = Path(folder), free_port(), free_port()
        command = [*embedded_redis.command(var)]
        command[command.index("--port") + 1] = str(redis_port)
        redis = start("redis", command, {}, var / "log")
        stack.callback(redis.stop)
        redis.wait_ready(lambda: embedded_redis.answers(var), READY_SECONDS)
        made = Ground(var, f"http://127.0.0.1:{port}", redis_port, stack)
        database = str(var / "sandbox.sqlite")
        sandbox = [*MIA, "sandbox", "--port", str(port), "--database", database]
        made.launch("sandbox", sandbox, f"{made.operator}/health/ready")
        yield made


def mia(ground: Ground) -> Target:
    """Start one bot process."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    bot = ground.launch("bot", [*MIA, "bot", "--port", str(port)], f"{base}/health/ready")
    token = DemoIssuer(read_secret(ground.var / "app-secret", create=True)).issue(SUBSCRIBER)
    return Target(
        "mia",
        f"{base}/webhooks/rest/webhook",
        _body,
        {"Authorization": f"Bearer {token}"},
        process=bot.process.pid,
    )


def speakers(ground: Ground) -> tuple[str, dict[str, str]]:
    """Start one bot process with skills; returns its address, and each webhook's secret."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    command = [*MIA, "bot", "--port", str(port)]
    ground.launch("bot", command, f"{base}/health/ready", MIA_DEMO="1")
    made = {name: ground.var / f"{name}-secret" for name in platforms()}
    return base, {name: read_secret(path, create=True) for name, path in made.items()}


def rasa(ground: Ground) -> Target:
    """Start Rasa's server with its default pipeline, trained on the project, and its action server."""
    project = peer.write(ground.var / "peer", ground.redis_port, actions := free_port())
    model = _peer_model(ground, project)
    python = [sys.executable, "-m"]
    action_server = [*python, "bot.bench.peer_actions", str(actions)]
    ground.launch("peer-actions", action_server, f"http://127.0.0.1:{actions}/health")
    port = free_port()
    server = [
        *python, "rasa", "run", "--enable-api", "--port", str(port), "--model", str(model),
        "--endpoints", str(project / "endpoints.yml"), "--credentials", str(project / "credentials.yml"),
    ]  # fmt: skip
    base = f"http://127.0.0.1:{port}"
    peer_server = ground.launch("peer", server, f"{base}/status")
    return Target(
        "rasa", f"{base}/webhooks/rest/webhook", _peer_body, process=peer_server.process.pid
    )


def _peer_model(ground: Ground, project: Path) -> Path:
    """Return the peer's model: the one kept from an earlier run, or a new one where data changed."""
    kept = var_folder() / "bench" / f"{peer.MODEL}-{peer.fingerprint()}.tar.gz"
    if not kept.is_file():
        command = [sys.executable, "-m", "bot.bench.peer", str(project)]
        trained = project / f"{peer.MODEL}.tar.gz"
        training = start("peer-training", command, ground.environment(), ground.var / "log")
        ground.stack.callback(training.stop)
        training.wait_done(TRAINING_SECONDS)
        kept.parent.mkdir(parents=True, exist_ok=True)
        for old in kept.parent.glob(f"{peer.MODEL}-*.tar.gz"):
            old.unlink()
        shutil.copy(trained, kept)
    return kept


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _body(sender: str, text: str) -> Mapping[str, Any]:
    return {"sender": sender, "message": text}


def _peer_body(sender: str, text: str) -> Mapping[str, Any]:
    """Tell Rasa's server who is speaking: it believes what it is told."""
    mia = {"channel": "rest", "subject": SUBSCRIBER, "sureness": "verified"}
    return {"sender": sender, "message": text, "metadata": {"mia": mia}}
