"""Whatever comes in over Socket.IO: a clear error or a kind answer, and the service lives on."""

from __future__ import annotations

import pytest

from tests.bot.socket_io import Refused, connected
from tests.bot.strange import ASK, BALANCE, each_strange
from tests.operator_world import OperatorWorld
from tests.stack import Stack


@pytest.mark.parametrize(
    "data",
    [None, 5, [], "text", {}, {"message": None}, {"message": ["a"]}, {"message": {"a": 1}}],
)
async def test_a_bad_event_over_socket_io_is_a_clear_error(stack: Stack, data: object) -> None:
    async with connected(stack) as line:
        await line.emit("user_uttered", data)
        assert "error" in await line.heard()
        assert (await line.say("привет"))["text"]


@pytest.mark.parametrize(
    "fields",
    [
        {"message": "\ud800"},
        {"message": "a", "session_id": "\ud800"},
        {"message": "a", "metadata": {"message_id": "\ud800"}},
    ],
)
async def test_half_characters_over_socket_io_are_a_clear_error(
    stack: Stack, fields: dict[str, object]
) -> None:
    async with connected(stack) as line:
        await line.emit("user_uttered", fields)
        assert "error" in await line.heard()
        assert (await line.say("привет"))["text"]


@pytest.mark.parametrize("fields", [{"metadata": 5}, {"session_id": {"a": 1}}, {"extra": [1]}])
async def test_odd_fields_over_socket_io_do_no_harm(
    stack: Stack, fields: dict[str, object]
) -> None:
    async with connected(stack) as line:
        assert (await line.say("привет", **fields))["text"]


@each_strange
async def test_a_strange_message_over_socket_io(
    stack: Stack, operator: OperatorWorld, text: str
) -> None:
    async with connected(stack, stack.app_token(operator.newcomer())) as line:
        assert (await line.say(text))["text"]
    async with connected(stack, stack.app_token(operator.newcomer())) as line:
        assert BALANCE in (await line.say(ASK))["text"]


@pytest.mark.parametrize("token", [5, [], {"a": 1}, "é", "\ud800"])
async def test_a_token_that_is_none_is_refused_over_socket_io(stack: Stack, token: object) -> None:
    if not token:
        async with connected(stack, token) as line:
            assert (await line.say("привет"))["text"]
        return
    with pytest.raises(Refused):
        async with connected(stack, token):
            pytest.fail("no token was accepted")
