"""What is measured: Mia as she runs, whole, on free ports and data of her own; and the peer's server."""

from __future__ import annotations

import os
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
from typing import IO

import httpx

from actions.service_tokens import read_secret
from voice_gateway.caller.conversation import Place

READY_SECONDS = 180.0
# Calls above any measured number are let in, and no sentence is remembered: each is spoken anew.
_UNLIMITED = {"MIA_CALL_CAPACITY": "1000", "MIA_VOICE_MEMORY_MB": "0", "MIA_KEEP_MODEL": "1"}
# The parts of a running Mia, by the word of their command lines that follows the program.
_PARTS = {"voice": "gateway", "bot": "bot", "sandbox": "sandbox", "redis": "redis"}


class NotReady(RuntimeError):
    """What is to be measured did not start."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A running Mia: where her gateway is, the processes of her parts, and the secret of her services."""

    place: Place
    parts: Mapping[str, int]
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
                run.wait_until("mia run", partial(_answers, f"{url}/health/ready"))
            secret = read_secret(Path(folder) / "service-secret")
            yield Ground(place, _parts(run.pid), secret)


@contextmanager
def peer(model: Path) -> Iterator[tuple[int, int]]:
    """Run the peer's server; gives its process and its port. Raises ``NotReady``."""
    port = free_port()
    command = [sys.executable, "-m", "voice_gateway.bench.peer", str(model), str(port)]
    with _running(command, {}) as run:
        run.wait_until("the peer", lambda: _listens(port))
        yield run.pid, port


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class _Run:
    """A process that was started; what it prints stands in a file until it is told why it ended."""

    def __init__(self, command: list[str], env: Mapping[str, str], printed: IO[bytes]) -> None:
        self._printed = printed
        self._process = subprocess.Popen(
            command, env={**os.environ, **env}, stdout=printed, stderr=subprocess.STDOUT
        )
        self.pid = self._process.pid

    def wait_until(self, what: str, holds: Callable[[], bool]) -> None:
        """Wait until something holds. Raises ``NotReady``."""
        end = time.monotonic() + READY_SECONDS
        while not holds():
            if self._process.poll() is not None or time.monotonic() > end:
                raise NotReady(f"{what} did not start: {self._last_words()}")
            time.sleep(0.1)

    def stop(self) -> None:
        """End it, by force where it does not end by itself."""
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _last_words(self) -> str:
        self._printed.seek(0)
        lines = self._printed.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"


@contextmanager
def _running(command: list[str], env: Mapping[str, str]) -> Iterator[_Run]:
    with tempfile.TemporaryFile() as printed:
        run = _Run(command, env, printed)
        try:
            yield run
        finally:
            run.stop()


def _parts(parent: int) -> Mapping[str, int]:
    """Return the processes of ``mia run`` by the part of Mia that each is."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    found = {}
    for child in children:
        words = Path(f"/proc/{child}/cmdline").read_bytes().decode(errors="replace").split("\0")
        for word, part in _PARTS.items():
            if word in words or Path(words[0]).name.startswith(word):
                found[part] = int(child)
    return found


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2).is_success
    except httpx.HTTPError:
        return False


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
