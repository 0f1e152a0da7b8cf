"""What is measured: Mia as she runs, whole, on free ports and data of her own; and the peer's server."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx

from actions.service_tokens import read_secret
from voice_gateway.caller.conversation import Place

READY_SECONDS = 180.0
# Calls above any measured number are let in, and no sentence is remembered: each is spoken anew.
_UNLIMITED = {"MIA_CALL_CAPACITY": "1000", "MIA_VOICE_MEMORY_MB": "0", "MIA_KEEP_MODEL": "1"}
_VOICE = re.compile(rb"bot\.main\0voice\0")


class NotReady(RuntimeError):
    """What is to be measured did not start."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A running Mia: where her gateway is, its process, and the secret of her services."""

    place: Place
    pid: int
    secret: str


@contextmanager
def mia() -> Iterator[Ground]:
    """Run Mia. Raises ``NotReady``."""
    with tempfile.TemporaryDirectory(prefix="mia-bench-") as folder:
        names = ("port", "sandbox-port", "voice-port", "audiosocket-port")
        ports = {name: free_port() for name in names}
        command = [sys.executable, "-m", "bot.main", "run"]
        command += [part for name in names for part in (f"--{name}", str(ports[name]))]
        place = Place(f"http://127.0.0.1:{ports['voice-port']}", port=ports["audiosocket-port"])
        with _running(command, {**_UNLIMITED, "MIA_VAR": folder, "MIA_WITH_PARENT": "1"}) as run:
            bot = f"http://127.0.0.1:{ports['port']}"
            for url in (bot, place.url):
                _until("mia run", partial(_answers, f"{url}/health/ready"), run)
            yield Ground(place, _gateway(run.pid), read_secret(Path(folder) / "service-secret"))


@contextmanager
def peer(model: Path) -> Iterator[tuple[int, int]]:
    """Run the peer's server; gives its process and its port. Raises ``NotReady``."""
    port = free_port()
    command = [sys.executable, "-m", "voice_gateway.bench.peer", str(model), str(port)]
    with _running(command, {}) as process:
        _until("the peer", lambda: _listens(port), process)
        yield process.pid, port


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: list[str], env: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command, env={**os.environ, **env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _until(what: str, holds: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + READY_SECONDS
    while not holds():
        if process.poll() is not None or time.monotonic() > end:
            raise NotReady(f"{what} did not start")
        time.sleep(0.1)


def _gateway(parent: int) -> int:
    """Return the gateway's process among the children of ``mia run``."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return next(int(c) for c in children if _VOICE.search(Path(f"/proc/{c}/cmdline").read_bytes()))


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2).is_success
    except httpx.HTTPError:
        return False


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
