"""What comes later than its channel can wait for: said once, to whom it belongs."""

from __future__ import annotations

import asyncio
import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import redis
import websockets

from bot.conversation.turn import Turn
from tests.bot.people import (
    ASK,
    BALANCE,
    TOP_UP,
    paid,
    send,
    texts,
)
from tests.conftest import MakeChatter
from tests.operator_world import OperatorWorld
from tests.stack import Chatter, Stack

SLOW = 3.0


def test_a_late_result_comes_with_the_next_turn_once(
    chatter: MakeChatter, operator: OperatorWorld, stack: Stack
) -> None:
    person = chatter(operator.newcomer())
    person.say("привет")
    operator.trouble("billing", delay=SLOW)
    answer = send(stack, person, ASK, mia={"deadline_ms": 1000})
    assert answer.elapsed.total_seconds() < SLOW
    assert "ну что там?" in texts(answer)
    operator.calm()
    following = person.say("спасибо")
    assert BALANCE in following.split("\n")[0]
    assert following.count(BALANCE) == 1
    assert BALANCE not in person.say("спасибо")


def test_a_late_result_is_for_its_subscriber_alone(
    chatter: MakeChatter, operator: OperatorWorld, stack: Stack
) -> None:
    person = chatter(operator.newcomer())
    operator.trouble("billing", delay=1.0)
    assert BALANCE not in texts(send(stack, person, ASK, mia={"deadline_ms": 1000}))
    stranger = Chatter(stack, person.sender)
    assert BALANCE not in stranger.say("ну что там?")
    assert BALANCE in person.say("спасибо")


def test_a_late_message_that_was_delivered_twice_is_said_once(
    chatter: MakeChatter, operator: OperatorWorld, stack: Stack
) -> None:
    person = chatter(operator.newcomer())
    operator.trouble("billing", delay=1.0)
    with ThreadPoolExecutor(2) as pool:
        sent = [
            pool.submit(send, stack, person, ASK, message_id="late", mia={"deadline_ms": 1000})
            for _ in range(2)
        ]
        assert all(BALANCE not in texts(answer.result()) for answer in sent)
    operator.calm()
    assert person.say("спасибо").count(BALANCE) == 1


def test_a_late_message_that_is_sent_again_gets_its_answer(
    chatter: MakeChatter, operator: OperatorWorld, stack: Stack
) -> None:
    person = chatter(operator.newcomer())
    operator.trouble("billing", delay=1.0)
    assert BALANCE not in texts(
        send(stack, person, ASK, message_id="late", mia={"deadline_ms": 1000})
    )
    assert BALANCE in texts(send(stack, person, ASK, message_id="late"))
    assert BALANCE not in person.say("спасибо")


def test_a_change_that_is_late_is_made_once(
    chatter: MakeChatter, operator: OperatorWorld, stack: Stack
) -> None:
    number = operator.newcomer()
    person = chatter(number)
    person.say(TOP_UP)
    operator.trouble("billing", delay=1.0)
    assert "450" not in texts(send(stack, person, "да", mia={"deadline_ms": 700}))
    operator.calm()
    assert "450\u00a0₽" in person.say("спасибо")
    assert paid(operator, number) == ["top_up"]


async def test_a_late_result_is_pushed_over_the_websocket(
    operator: OperatorWorld, stack: Stack
) -> None:
    """The turn is held up by another process: the test itself holds the place in Redis."""
    address = stack.url.replace("http", "ws", 1) + "/webhooks/chat"
    sender, token = uuid.uuid4().hex, stack.app_token(operator.newcomer())
    place = f"mia:turn:{Turn('app', sender, '').place}"

    async def reply(socket: Any) -> dict[str, Any]:
        while (frame := json.loads(await asyncio.wait_for(socket.recv(), 20)))["type"] != "reply":
            assert frame["type"] in ("welcome", "typing")
        found: dict[str, Any] = frame
        return found

    with redis.Redis.from_url(stack.redis_url) as client:
        client.set(place, "another", ex=30)
        async with websockets.connect(address) as socket:
            await socket.send(json.dumps({"type": "hello", "sender": sender, "token": token}))
            await socket.send(json.dumps({"type": "message", "id": "1", "text": ASK}))
            late = await reply(socket)
            client.delete(place)
            pushed = await reply(socket)
    assert late["to"] == "1"
    assert "ну что там?" in late["messages"][0]["text"]
    assert pushed["to"] is None
    assert BALANCE in pushed["messages"][0]["text"]
