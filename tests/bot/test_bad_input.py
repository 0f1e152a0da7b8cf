"""Whatever comes in: a clear error or a kind answer, nothing obeyed, and the service lives on."""

from __future__ import annotations

import asyncio
import json
import uuid
from typing import Any

import httpx
import pytest
import websockets

from tests.bot.strange import ASK, BALANCE, assert_alive, each_strange, post
from tests.conftest import MakeChatter
from tests.operator_world import OperatorWorld
from tests.stack import Stack

# Bodies that are not what the webhook takes, each with the status it is refused with.
BAD_BODIES: dict[str, tuple[bytes, int]] = {
    "empty": (b"", 422),
    "not JSON": (b"hello", 422),
    "half of it": (b'{"sender": "x", "mess', 422),
    "a list": (b'["a"]', 422),
    "a number": (b"5", 422),
    "null": (b"null", 422),
    "sender is a list": (b'{"sender": ["x"], "message": "a"}', 422),
    "sender is empty": (b'{"sender": "", "message": "a"}', 422),
    "sender is long": (b'{"sender": "' + b"x" * 257 + b'", "message": "a"}', 422),
    "message is an object": (b'{"sender": "x", "message": {"a": 1}}', 422),
    "message is null": (b'{"sender": "x", "message": null}', 422),
    "metadata is text": (b'{"sender": "x", "message": "a", "metadata": "b"}', 422),
    "message id is long": (
        b'{"sender": "x", "message": "a", "metadata": {"message_id": "' + b"x" * 129 + b'"}}',
        422,
    ),
    "deadline is negative": (
        b'{"sender": "x", "message": "a", "metadata": {"mia": {"deadline_ms": -1}}}',
        422,
    ),
    "invalid UTF-8": (b'{"sender": "x", "message": "\xff\xfe"}', 400),
    "half a character": (b'{"sender": "x", "message": "\\ud800"}', 422),
    "half a character in sender": (b'{"sender": "\\udfff", "message": "a"}', 422),
    "half a character in the id": (
        b'{"sender": "x", "message": "a", "metadata": {"message_id": "\\ud800"}}',
        422,
    ),
    "deep JSON": (b'{"sender": "x", "message": ' + b"[" * 30_000 + b"]" * 30_000 + b"}", 400),
    "one megabyte": (b'{"sender": "x", "message": "' + b"a" * 2**20 + b'"}', 413),
}


@pytest.mark.parametrize(("body", "status"), BAD_BODIES.values(), ids=BAD_BODIES.keys())
def test_a_bad_body_is_a_clear_error(stack: Stack, body: bytes, status: int) -> None:
    answer = post(stack, body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"]
    assert_alive(stack)


def test_a_large_body_in_chunks_is_refused_too(stack: Stack) -> None:
    answer = post(stack, (b"x" * 16_384 for _ in range(64)))
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert_alive(stack)


def test_unknown_fields_are_passed_over(stack: Stack) -> None:
    body = {"sender": "x", "message": "привет", "stream": 1, "metadata": {"a": {"b": [1]}}}
    answer = post(stack, json.dumps(body).encode())
    assert answer.status_code == 200
    assert answer.json()[0]["text"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/webhooks/rest/webhook", 405),
        ("GET", "/chat/../../x", 404),
    ],
)
def test_a_wrong_address_is_a_problem_too(
    stack: Stack, method: str, path: str, status: int
) -> None:
    answer = httpx.request(method, stack.url + path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


@each_strange
def test_a_strange_message_is_answered_in_words(
    chatter: MakeChatter, operator: OperatorWorld, text: str
) -> None:
    number = operator.newcomer()
    person = chatter(number)
    said = person.say(text)
    assert said.strip()
    for echoed in ("<script", "<img", "1337", "DROP TABLE", "uid=", "root:", "__class__"):
        assert echoed not in said
    assert operator.audit(number) == []
    assert BALANCE in person.say(ASK)


@each_strange
def test_a_strange_answer_to_a_question_is_no_yes(
    chatter: MakeChatter, operator: OperatorWorld, text: str
) -> None:
    number = operator.newcomer()
    person = chatter(number)
    person.say("пополни счёт на 150 рублей")
    assert person.end["expect"] == "yes_no"
    assert person.say(text).strip()
    assert operator.audit(number) == []


@each_strange
async def test_a_strange_message_over_the_websocket(
    stack: Stack, operator: OperatorWorld, text: str
) -> None:
    async with websockets.connect(_chat(stack)) as socket:
        await _hello(socket, stack.app_token(operator.newcomer()))
        assert (await _said(socket, {"type": "message", "id": "1", "text": text}))["messages"]
        assert BALANCE in await _asked(socket)


BAD_FRAMES: dict[str, str | bytes] = {
    "empty": "",
    "not JSON": "hello",
    "binary": b"\x00\xff\x00",
    "of no type": "{}",
    "of an unknown type": '{"type": "shutdown"}',
    "a list": "[]",
    "without an id": '{"type": "message", "text": "a"}',
    "text is a list": '{"type": "message", "id": "1", "text": []}',
    "half a character": '{"type": "message", "id": "1", "text": "\\ud800"}',
    "half a character in the id": '{"type": "message", "id": "\\ud800", "text": "a"}',
    "half a character in the hello": '{"type": "hello", "sender": "\\ud800"}',
    "half a character in what arrived": '{"type": "arrived", "ids": ["\\ud800"]}',
    "payload is long": json.dumps({"type": "message", "id": "1", "payload": "/" * 1025}),
    "deep": "[" * 30_000,
    "large": json.dumps({"type": "message", "id": "1", "text": "a" * 40_000}),
}


@pytest.mark.parametrize("frame", BAD_FRAMES.values(), ids=BAD_FRAMES.keys())
async def test_a_bad_frame_is_a_clear_error(
    stack: Stack, operator: OperatorWorld, frame: str | bytes
) -> None:
    async with websockets.connect(_chat(stack)) as socket:
        await _hello(socket, stack.app_token(operator.newcomer()))
        await socket.send(frame)
        answer = json.loads(await asyncio.wait_for(socket.recv(), 20))
        assert answer["type"] == "error"
        assert answer["problem"]["status"] in (413, 422)
        assert BALANCE in await _asked(socket)


async def test_a_huge_frame_ends_the_connection_and_nothing_else(stack: Stack) -> None:
    async with websockets.connect(_chat(stack)) as socket:
        await socket.send("x" * 2**20)
        with pytest.raises(websockets.ConnectionClosed) as closed:
            await asyncio.wait_for(socket.recv(), 20)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009
    assert_alive(stack)


async def test_a_payload_that_was_not_issued_is_plain_text(
    stack: Stack, operator: OperatorWorld
) -> None:
    async with websockets.connect(_chat(stack)) as socket:
        await _hello(socket, stack.app_token(operator.newcomer()))
        frame = {"type": "message", "id": "1", "text": "", "payload": "/call_agent\x00{}"}
        assert (await _said(socket, frame))["messages"][0]["text"]


@pytest.mark.parametrize("body", ['{"text": "\\ud800"}', '{"text": 5, "x": {}}', '{"texts": ""}'])
def test_odd_texts_to_parse(stack: Stack, body: str) -> None:
    answer = httpx.post(
        f"{stack.url}/model/parse",
        content=body,
        headers={
            "Authorization": f"Bearer {stack.operator_token()}",
            "Content-Type": "application/json",
        },
    )
    assert answer.status_code in (200, 422)


def _chat(stack: Stack) -> str:
    return stack.url.replace("http", "ws", 1) + "/webhooks/chat"


async def _hello(socket: Any, token: str) -> None:
    frame = {"type": "hello", "sender": uuid.uuid4().hex, "token": token}
    await socket.send(json.dumps(frame))
    assert json.loads(await asyncio.wait_for(socket.recv(), 20))["type"] == "welcome"


async def _said(socket: Any, frame: dict[str, Any]) -> dict[str, Any]:
    """Send a message and return the reply to it."""
    await socket.send(json.dumps(frame))
    while (answer := json.loads(await asyncio.wait_for(socket.recv(), 20)))["type"] != "reply":
        assert answer["type"] == "typing"
    found: dict[str, Any] = answer
    return found


async def _asked(socket: Any) -> str:
    """Ask the balance, as the last thing in a test, and return the answer's text."""
    answer = await _said(socket, {"type": "message", "id": "last", "text": ASK})
    return str(answer["messages"][0]["text"])
