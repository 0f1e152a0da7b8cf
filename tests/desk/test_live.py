"""What the desk says live reaches everybody who listens."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import pytest
from redis.asyncio import Redis
from starlette.websockets import WebSocketDisconnect

from bot.desk.live import ANEW, Live
from bot.lasting import lasting

PREFIX = "said:"


async def _publish(redis: "Redis[str]", frame: dict[str, Any]) -> None:
    async with asyncio.timeout(20):
        while not await redis.publish(f"{PREFIX}anna", json.dumps(frame)):  # nobody subscribed yet
            await asyncio.sleep(0)


@pytest.mark.parametrize(
    "lost", [WebSocketDisconnect(1006), ConnectionResetError(), KeyError("closed")]
)
async def test_a_lost_line_does_not_stop_the_others(redis_url: str, lost: Exception) -> None:
    heard: asyncio.Queue[Mapping[str, Any]] = asyncio.Queue()

    async def is_lost(frame: Mapping[str, Any]) -> None:
        raise lost

    async with Redis.from_url(redis_url, decode_responses=True) as redis:
        live = Live(redis, PREFIX)
        for listener in (is_lost, heard.put, is_lost):
            live.add("anna", listener)
        async with lasting(live.listen):
            for number in range(3):
                await _publish(redis, {"number": number})
            async with asyncio.timeout(20):
                assert await heard.get() == ANEW
                assert [(await heard.get())["number"] for _ in range(3)] == [0, 1, 2]


async def test_who_listened_before_a_break_is_told_to_look_again(redis_url: str) -> None:
    heard: asyncio.Queue[Mapping[str, Any]] = asyncio.Queue()
    async with Redis.from_url(redis_url, decode_responses=True) as redis, asyncio.timeout(20):
        live = Live(redis, PREFIX)
        live.add("anna", heard.put)
        async with lasting(live.listen, again_seconds=0):
            assert await heard.get() == ANEW
            await redis.client_kill_filter(_type="pubsub")
            assert await heard.get() == ANEW
            await _publish(redis, {"number": 1})
            assert await heard.get() == {"number": 1}
