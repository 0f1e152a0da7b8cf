"""A demo operator in this process, with a clock that tests can set, and the real clients to it."""

import asyncio
import secrets
import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from actions.operator.call import Caller
from actions.operator.tmf import connect
from actions.sandbox.app import create_app, fill_only
from actions.sandbox.clock import MovableClock
from actions.sandbox.store.world import WORLD_FILE
from knowledge.files import read_yaml
from tests.actions.in_process import InProcess, Operator
from tests.operator_world import operator_world

__all__ = ["operator_world"]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the world in it, to be copied."""
    path = tmp_path_factory.mktemp("filled") / "operator.sqlite"
    asyncio.run(fill_only(str(path)))
    return path


@pytest_asyncio.fixture
async def operator(filled: Path, tmp_path: Path) -> AsyncIterator[Operator]:
    """A demo operator with a fresh world."""
    database, clock, secret = tmp_path / "operator.sqlite", MovableClock(), secrets.token_hex(32)
    shutil.copy(filled, database)
    app = create_app(str(database), secret, clock=clock)
    async with (
        app.router.lifespan_context(app),
        connect("http://operator", secret, carrier=InProcess(app)) as systems,
        httpx.AsyncClient(
            base_url="http://operator", transport=httpx.ASGITransport(app=app)
        ) as http,
    ):
        yield Operator(systems, clock, http, secret)


@pytest.fixture(scope="session")
def world() -> dict[str, Any]:
    """The demo world as it is written."""
    content: dict[str, Any] = read_yaml(WORLD_FILE)
    return content


@pytest.fixture
def newcomer() -> Callable[[], Caller]:
    """Return generated subscribers one by one, each as a caller of network sureness."""
    numbers = count(79000001000)
    return lambda: Caller(str(next(numbers)), "network", "app")


@pytest.fixture
def anna() -> Caller:
    """Anna, whose birthday is today."""
    return Caller("79000000001", "verified", "app")


@pytest.fixture
def victoria(anna: Caller) -> Caller:
    """Victoria, whose SIM card's birthday is today."""
    return replace(anna, subject="79000000003")
