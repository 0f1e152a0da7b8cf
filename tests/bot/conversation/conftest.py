"""A Redis of its own for what a turn keeps there."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from redis.asyncio import Redis

from bot.service import embedded_redis
from bot.service.children import start


@pytest_asyncio.fixture
async def redis(tmp_path: Path) -> AsyncIterator[Redis]:
    server = start("redis", embedded_redis.command(tmp_path), {}, tmp_path / "log")
    try:
        server.wait_ready(lambda: embedded_redis.answers(tmp_path), 20)
        client = Redis(unix_socket_path=str(embedded_redis.socket(tmp_path)), decode_responses=True)
        yield client
        await client.close()
    finally:
        server.stop()
