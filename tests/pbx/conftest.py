"""One real PBX before a running Mia, and phones around it."""

from __future__ import annotations

import itertools
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.pbx.asterisk import Asterisk
from tests.pbx.phone import Phone
from tests.stack import MIA, Stack, free_port

ROOM = Path(__file__).resolve().parents[2] / "voice_gateway" / "asterisk"
OWN_NETWORK, OUTSIDE, AGENTS = "127.0.0.2", "127.0.0.3", "127.0.0.4"

Dial = Callable[..., Phone]


@pytest.fixture(scope="session")
def mia(stack: Stack) -> Iterator[Stack]:
    """The running product with its voice gateway."""
    stack.start("voice")
    yield stack
    if "voice" in stack.children:
        stack.children.pop("voice").stop()


@pytest.fixture(scope="session")
def agent_port() -> int:
    """Where the agent's phone waits for calls."""
    return free_port()


@pytest.fixture(scope="session")
def pbx(
    mia: Stack, agent_port: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Asterisk]:
    """The PBX, with the product's dialplan, menu, queue, recordings and tokens."""
    home = tmp_path_factory.mktemp("pbx")
    values = {
        "SIP": free_port(),
        "AGENT": agent_port,
        "GATEWAY": mia.voice_url,
        "AUDIO": f"127.0.0.1:{mia.audiosocket_port}",
        "BOT": mia.url,
    }
    exchange = Asterisk(home, values)
    _mia(mia, "dialplan", "token", str(home / "token"), "--minutes", "60")
    _mia(mia, "dialplan", "sounds", str(home / "data" / "sounds"))
    for file in ROOM.glob("*.conf"):
        exchange.add(file)
    exchange.write("extensions_mia_menu.conf", _mia(mia, "dialplan", "menu"))
    try:
        exchange.start()
        yield exchange
    finally:
        exchange.stop()


@pytest.fixture
def phone(pbx: Asterisk, tmp_path: Path) -> Iterator[Dial]:
    """Give phones; all are put away with the test."""
    phones: list[Phone] = []
    count = itertools.count()

    def give(
        mouth: Path, address: str = OWN_NETWORK, number: str = "79000000001", **own: object
    ) -> Phone:
        device = Phone(tmp_path / f"phone{next(count)}", address, number, mouth, **own)  # type: ignore[arg-type]
        phones.append(device)
        device.start()
        return device

    yield give
    for device in phones:
        device.stop()


def _mia(stack: Stack, *arguments: str) -> str:
    env = {
        "MIA_VAR": str(stack.var),
        "MIA_SERVICE_SECRET": stack.secret,
        "MIA_AGENTS_HOURS": stack.agents_hours,
        "PATH": "/usr/bin:/bin",
    }
    done = subprocess.run(
        [*MIA, *arguments], env=env, check=True, timeout=120, stdout=subprocess.PIPE
    )
    return done.stdout.decode()
