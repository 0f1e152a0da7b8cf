"""The browser line: what a page may send."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from voice_gateway.lines.browser import LARGEST_SOUND, MOST_AHEAD, BrowserLine
from voice_gateway.lines.line import FRAME_BYTES, FRAME_SECONDS, Key, Sound

FRAME = {"type": "websocket.receive", "bytes": b"\1" * FRAME_BYTES}
END = {"type": "websocket.disconnect"}


class Page:
    """A page at the other end: its messages come as fast as they are read, or at the pace of a clock."""

    def __init__(self, *messages: dict[str, Any], pace: float = 0.0) -> None:
        self._messages: Iterator[dict[str, Any]] = iter((*messages, END))
        self._pace = pace
        self.now = 100.0

    async def receive(self) -> dict[str, Any]:
        self.now += self._pace
        return next(self._messages)


async def events(page: Page) -> list[Any]:
    line = BrowserLine(page, clock=lambda: page.now)  # type: ignore[arg-type]
    return [event async for event in line.events()]


async def test_a_call_of_an_hour_at_the_pace_of_speech_is_heard_whole() -> None:
    frames = 60 * 60 * 50
    heard = await events(Page(*[FRAME] * frames, pace=FRAME_SECONDS * 0.999))
    assert heard == [Sound(FRAME["bytes"])] * frames  # type: ignore[arg-type]


async def test_sound_faster_than_speech_is_not_listened_to_and_keys_are() -> None:
    key = {"type": "websocket.receive", "text": '{"key": "5"}'}
    heard = await events(Page(*[FRAME] * 10_000, key))
    assert len(heard) - 1 == pytest.approx(MOST_AHEAD / FRAME_SECONDS, abs=1)
    assert heard[-1] == Key("5")


@pytest.mark.parametrize(
    "message",
    [
        {"bytes": b"\1"},
        {"bytes": b"\1" * (LARGEST_SOUND + 2)},
        {"text": "hello"},
        {"text": "[" * 50_000},
        {"text": '{"key": "A"}'},
        {"text": '{"key": 5}'},
        {},
    ],
)
async def test_what_is_neither_sound_nor_key_is_nothing(message: dict[str, Any]) -> None:
    assert await events(Page({"type": "websocket.receive", **message})) == []
