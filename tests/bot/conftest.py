"""What tests of the running bot share: the demo operator behind it, and subscribers of their own."""

from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio
from redis.asyncio import Redis

from bot.service import embedded_redis
from bot.service.children import start
from tests.operator_world import OperatorWorld
from tests.stack import Stack

FIRST_OWN = 79000003500  # beyond those that tests name, and those that scenarios take


def operator_of(stack: Stack, numbers: Iterator[int]) -> OperatorWorld:
    """Return the demo operator of a stack; its newcomers have the PIN 0000 and 300 roubles."""
    process = stack.children["sandbox"].process
    return OperatorWorld(stack.operator_url, stack.secret, process, numbers)


@pytest.fixture(scope="session")
def own_numbers() -> Iterator[int]:
    """Numbers of generated subscribers that no other tests use."""
    return count(FIRST_OWN)


@pytest.fixture
def operator(stack: Stack, own_numbers: Iterator[int]) -> Iterator[OperatorWorld]:
    """The demo operator of the shared stack; all trouble ends with the test."""
    world = operator_of(stack, own_numbers)
    yield world
    world.calm()


@pytest_asyncio.fixture
async def redis(tmp_path: Path) -> AsyncIterator[Redis]:
    """A Redis of a test's own."""
    server = start("redis", embedded_redis.command(tmp_path), {}, tmp_path / "log")
    try:
        server.wait_ready(lambda: embedded_redis.answers(tmp_path), 20)
        client = Redis(unix_socket_path=str(embedded_redis.socket(tmp_path)), decode_responses=True)
        yield client
        await client.close()
    finally:
        server.stop()
