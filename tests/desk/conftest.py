"""What tests of the desk share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desk.people import Colleague
from tests.desk.store import Clock, redis_server
from tests.stack import Stack


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run a Redis server for a module."""
    with redis_server(tmp_path_factory.mktemp("desk-redis")) as url:
        yield url


@pytest.fixture
def olga(stack: Stack) -> Colleague:
    """An agent for money and presents."""
    return Colleague(stack, "olga")


@pytest.fixture
def pavel(stack: Stack) -> Colleague:
    """An agent for network and security."""
    return Colleague(stack, "pavel")


@pytest.fixture
def irina(stack: Stack) -> Colleague:
    """The supervisor."""
    return Colleague(stack, "irina")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def _empty(request: pytest.FixtureRequest) -> None:
    """Begin with an empty store, where a test has one of its own."""
    if "redis_url" in request.fixturenames:
        import redis

        with redis.Redis.from_url(request.getfixturevalue("redis_url")) as client:
            client.flushall()
