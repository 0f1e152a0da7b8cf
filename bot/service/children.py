"""Child processes that never outlive their parent, however it dies."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_STOP_SECONDS = 12.0
_POLL_SECONDS = 0.05
_OWNERS_ALONE = 0o077  # files of conversations are for nobody else on the machine


class ChildFailed(RuntimeError):
    """A child ended or did not become ready; the message says which, and where its log is."""


def is_up(url: str) -> bool:
    """Tell whether a service answers with 200 at an address, within 2 seconds."""
    try:
        return httpx.get(url, timeout=2).status_code == 200
    except httpx.HTTPError:
        return False


def die_with_parent(number: int = signal.SIGKILL) -> None:
    """Ask Linux to send this process a signal when its parent dies (prctl(2), PR_SET_PDEATHSIG)."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_PDEATHSIG, int(number)) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG) failed")


@dataclass(slots=True)
class Child:
    """A running child process with its log file."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def wait_ready(self, is_ready: Callable[[], bool], seconds: float) -> None:
        """Wait until the child can be used.

        Raises:
            ChildFailed: it ended, or was not ready in time.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise ChildFailed(f"{self.name} ended; its log: {self.log}\n{self.last_words()}")
            if is_ready():
                return
            time.sleep(_POLL_SECONDS)
        raise ChildFailed(f"{self.name} was not ready in {seconds:.0f} s; its log: {self.log}")

    def wait_done(self, seconds: float) -> None:
        """Wait until the child has done its work and ended.

        Raises:
            ChildFailed: it failed, or was not done in time.
        """
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise ChildFailed(f"{self.name} was not done in {seconds:.0f} s") from None
        if code != 0:
            raise ChildFailed(f"{self.name} failed; its log: {self.log}\n{self.last_words()}")

    def last_words(self) -> str:
        """Return the end of the log."""
        return self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""

    def stop(self) -> None:
        """Ask the child to end, and end it if it does not."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def start(name: str, command: Sequence[str], env: Mapping[str, str], logs: Path) -> Child:
    """Start a child in its own session, so that Ctrl-C reaches the parent alone."""
    logs.mkdir(parents=True, exist_ok=True)
    log = logs / f"{name}.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            list(command),
            env={**os.environ, **env},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            umask=_OWNERS_ALONE,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - started before any thread
        )
    return Child(name, process, log)
