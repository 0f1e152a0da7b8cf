"""What is done again and again goes on after a failure, and says so once."""

import asyncio

import pytest

from actions.operator.errors import Unavailable
from bot.insights import rounds as module
from bot.insights.rounds import rounds


async def test_a_failure_is_logged_once_and_does_not_end_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "EVERY_SECONDS", 0)
    done = asyncio.Event()
    tries = 0

    async def once() -> None:
        nonlocal tries
        tries += 1
        if tries < 4:
            raise Unavailable("down")
        done.set()

    running = asyncio.create_task(rounds("the work", once))
    await asyncio.wait_for(done.wait(), timeout=10)
    running.cancel()
    assert [record.message for record in caplog.records] == ["the work must wait: Unavailable"]
