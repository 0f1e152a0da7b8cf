"""All in one: Redis, the demo operator, the bot and the voice gateway, children of one small process."""

from __future__ import annotations

import fcntl
import os
import signal
import socket as sockets
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from rich.console import Console

from actions.installation import var_folder
from actions.service_tokens import read_secret
from bot.service import embedded_redis
from bot.service.children import Child, ChildFailed, die_with_parent, is_up, start
from knowledge.files import ROOT
from nlu.training import is_fresh

MIA = (sys.executable, "-m", "bot.main")
_READY_SECONDS = 180.0

console = Console()


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the parts listen; without ``voice`` no calls are taken."""

    bot: int
    sandbox: int
    voice: int
    audiosocket: int


_USUAL = Ports(8000, 8010, 8001, 9092)


def run_together(host: str, ports: Ports) -> int:
    """Run everything until Ctrl-C, and take it down again; returns the exit code."""
    if os.environ.get("MIA_WITH_PARENT") == "1":
        die_with_parent(signal.SIGTERM)
    for number in (signal.SIGINT, signal.SIGTERM):  # SIGINT too: a shell may have had it ignored
        signal.signal(number, _interrupt)
    var = var_folder()
    try:
        with _alone(var), ExitStack() as stack:
            _train_if_stale()
            children = _start(stack, var, host, ports)
            console.print(invitation(host, ports), highlight=False, soft_wrap=True)
            return _watch(children)
    except KeyboardInterrupt:
        console.print("\nMia has stopped.")
        return 0
    except (ChildFailed, OSError) as error:
        console.print(f"[red]{error}[/red]", highlight=False)
        return 1


def _start(stack: ExitStack, var: Path, host: str, ports: Ports) -> list[Child]:
    for wanted in (ports.bot, ports.sandbox):
        _free(host, wanted)
    read_secret(var / "service-secret", create=True)
    operator = f"http://127.0.0.1:{ports.sandbox}"
    address = f"http://{host}:{ports.bot}"
    env = {
        "MIA_VAR": str(var),
        "MIA_SERVICE_SECRET": read_secret(var / "service-secret"),
        "MIA_REDIS_URL": f"unix://{embedded_redis.socket(var)}",
        "MIA_OPERATOR_URL": operator,
        "MIA_DEMO": os.environ.get("MIA_DEMO", "1"),
        "MIA_BOT_URL": address,
        "MIA_PHONE_URL": os.environ.get("MIA_PHONE_URL", f"http://{host}:{ports.voice}/phone"),
    }
    logs = var / "log"
    redis = _child(stack, start("redis", embedded_redis.command(var), env, logs))
    database = str(var / "sandbox.sqlite")
    sandbox = _child(
        stack,
        start(
            "sandbox",
            [*MIA, "sandbox", "--port", str(ports.sandbox), "--database", database],
            env,
            logs,
        ),
    )
    redis.wait_ready(lambda: embedded_redis.answers(var), _READY_SECONDS)
    bot = _child(
        stack, start("bot", [*MIA, "bot", "--host", host, "--port", str(ports.bot)], env, logs)
    )
    voice = _child(stack, _voice(host, ports, env, logs)) if ports.voice else None
    sandbox.wait_ready(lambda: is_up(f"{operator}/health/ready"), _READY_SECONDS)
    with console.status("Mia is waking up"):
        bot.wait_ready(lambda: is_up(f"{address}/health/ready"), _READY_SECONDS)
    parts = [redis, sandbox, bot]
    return [*parts, voice] if voice and _takes_calls(voice, host, ports.voice) else parts


def _voice(host: str, ports: Ports, env: Mapping[str, str], logs: Path) -> Child:
    where = ["--host", host, "--port", str(ports.voice)]
    where += ["--audiosocket-port", str(ports.audiosocket)]
    return start("voice", [*MIA, "voice", *where], env, logs)


def _takes_calls(voice: Child, host: str, port: int) -> bool:
    """Wait for the gateway; without it there are no calls, but everything else."""
    try:
        with console.status("Mia is learning to hear"):
            voice.wait_ready(lambda: is_up(f"http://{host}:{port}/health/ready"), _READY_SECONDS)
    except ChildFailed as error:
        console.print(f"[yellow]No calls are taken:[/yellow] {error}", highlight=False)
        voice.stop()
        return False
    return True


def _child(stack: ExitStack, child: Child) -> Child:
    stack.callback(child.stop)
    return child


def _train_if_stale() -> None:
    """Train in a process of its own, so that this one stays small.

    ``MIA_KEEP_MODEL=1`` takes the model as it is.

    Raises:
        ChildFailed: training failed; what it said stands above.
    """
    if os.environ.get("MIA_KEEP_MODEL") == "1":
        return
    if not is_fresh() and subprocess.run([*MIA, "train"], check=False).returncode != 0:
        raise ChildFailed("the model could not be trained")


def _watch(children: list[Child]) -> int:
    """Wait for Ctrl-C; if a child ends by itself, say so and end all."""
    while True:
        pid, _ = os.wait()
        for child in children:
            if child.process.pid == pid:
                child.process.returncode = 1
                raise ChildFailed(f"{child.name} ended; its log: {child.log}\n{child.last_words()}")


def invitation(host: str, ports: Ports) -> str:
    """Return what can be tried; commands name the addresses where these are not the usual ones."""
    text = (ROOT / "bot" / "service" / "invitation.txt").read_text(encoding="utf-8")
    address = f"http://{host}:{ports.bot}"
    gateway = f"--url http://{host}:{ports.voice} --audiosocket {host}:{ports.audiosocket}"
    if ports.bot != _USUAL.bot:
        text = text.replace("mia chat", f"mia chat --url {address}")
    if (ports.voice, ports.audiosocket) != (_USUAL.voice, _USUAL.audiosocket):
        text = text.replace("mia call", f"mia call {gateway}")
    return text.replace("ADDRESS", address)


@contextmanager
def _alone(var: Path) -> Iterator[None]:
    """Hold the folder, so that no second Mia works on the same data.

    Raises:
        ChildFailed: another one holds it.
    """
    var.mkdir(parents=True, exist_ok=True)
    with (var / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ChildFailed(f"Mia runs already with the data in {var}") from None
        yield


def _free(host: str, port: int) -> None:
    """Check that a port can be listened on.

    Raises:
        ChildFailed: something else listens there.
    """
    with sockets.socket() as probe:
        probe.setsockopt(sockets.SOL_SOCKET, sockets.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ChildFailed(f"port {port} of {host} is taken: {error.strerror}") from None


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
