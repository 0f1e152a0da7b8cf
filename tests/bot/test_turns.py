"""One turn at a time, each message answered once, no turn silent beyond its deadline."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
import redis
import websockets

from bot.conversation.turn import Turn
from knowledge.phrasebook import phrasebook
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
from tests.stack import Chatter, Stack, free_port
from tests.waiting import until


def turns(stack: Stack, chatter: Chatter) -> list[str]:
    """Return who spoke in the chatter's conversation, turn by turn, as letters: u and b."""
    said = [e for e in events(stack, chatter) if e["event"] in ("user", "bot")]
    return [event["event"][0] for event in said]


def events(stack: Stack, chatter: Chatter) -> list[dict[str, Any]]:
    answer = httpx.get(
        f"{stack.url}/conversations/{chatter.end['conversation']}/tracker",
        headers={"Authorization": f"Bearer {stack.operator_token()}"},
    )
    found: list[dict[str, Any]] = answer.raise_for_status().json()["events"]
    return found


@pytest.fixture(scope="module")
def second(stack: Stack) -> Iterator[Stack]:
    """Run a second bot process over the same Redis and the same operator."""
    other = Stack(stack.var, free_port(), stack.sandbox_port)
    try:
        other.start("bot")
        yield other
    finally:
        other.stop()


# A message id is answered once.


def test_a_message_that_comes_twice_is_answered_once(
    chatter: MakeChatter, operator: OperatorWorld, stack: Stack
) -> None:
    number = operator.newcomer()
    person = chatter(number)
    person.say(TOP_UP)
    first = send(stack, person, "да", message_id="yes")
    again = send(stack, person, "да", message_id="yes")
    assert "450\u00a0₽" in texts(first)
    assert again.json() == first.json()
    assert paid(operator, number) == ["top_up"]


def test_the_idempotency_key_serves_as_message_id(
    chatter: MakeChatter, operator: OperatorWorld, stack: Stack
) -> None:
    number = operator.newcomer()
    person = chatter(number)
    person.say(TOP_UP)
    person.client.headers["Idempotency-Key"] = "yes"
    first = person.say("да")
    assert person.say("да") == first
    assert paid(operator, number) == ["top_up"]


def test_a_message_that_comes_five_times_at_once_is_answered_once(
    chatter: MakeChatter, operator: OperatorWorld, stack: Stack
) -> None:
    number = operator.newcomer()
    person = chatter(number)
    person.say(TOP_UP)
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: send(stack, person, "да", message_id="yes"), range(5)))
    assert {json.dumps(answer.json()) for answer in answers} == {json.dumps(answers[0].json())}
    assert "450\u00a0₽" in texts(answers[0])
    assert paid(operator, number) == ["top_up"]
    assert BALANCE not in person.say(ASK)


def test_without_an_id_every_delivery_is_a_turn(chatter: MakeChatter, stack: Stack) -> None:
    person = chatter()
    person.say("привет")
    person.say("привет")
    assert turns(stack, person).count("u") == 2


def test_an_id_is_not_used_for_other_content(chatter: MakeChatter, stack: Stack) -> None:
    person = chatter()
    assert send(stack, person, "привет", message_id="one").status_code == 200
    refused = send(stack, person, "спасибо", message_id="one")
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["title"] == "Message id reused"


def test_ids_of_different_people_do_not_meet(
    chatter: MakeChatter, operator: OperatorWorld, stack: Stack
) -> None:
    one, other = chatter(operator.newcomer()), chatter()
    assert BALANCE in one.say(ASK, message_id="same")
    assert BALANCE not in other.say(ASK, message_id="same")


# One turn at a time.


def test_twenty_messages_at_once_are_taken_one_by_one(
    chatter: MakeChatter, operator: OperatorWorld, stack: Stack
) -> None:
    person = chatter(operator.newcomer())
    person.say("привет")
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: send(stack, person, ASK), range(20)))
    assert all(BALANCE in texts(answer) for answer in answers)
    assert turns(stack, person) == ["u", "b"] * 21


async def test_twenty_frames_at_once_are_answered_in_order(
    operator: OperatorWorld, stack: Stack
) -> None:
    address = stack.url.replace("http", "ws", 1) + "/webhooks/chat"
    token = stack.app_token(operator.newcomer())
    async with websockets.connect(address) as socket:
        await socket.send(json.dumps({"type": "hello", "sender": "twenty", "token": token}))
        for at in range(20):
            await socket.send(json.dumps({"type": "message", "id": str(at), "text": ASK}))
        answered: list[str] = []
        while len(answered) < 20:
            frame = json.loads(await asyncio.wait_for(socket.recv(), 20))
            if frame["type"] == "reply":
                assert BALANCE in frame["messages"][0]["text"]
                answered.append(frame["to"])
    assert answered == [str(at) for at in range(20)]


def test_two_processes_take_a_persons_turns_one_by_one(
    chatter: MakeChatter, operator: OperatorWorld, stack: Stack, second: Stack
) -> None:
    person = chatter(operator.newcomer())
    person.say("привет")
    bots = [stack, second] * 5
    with ThreadPoolExecutor(len(bots)) as pool:
        answers = list(pool.map(lambda bot: send(bot, person, ASK), bots))
    assert all(BALANCE in texts(answer) for answer in answers)
    assert turns(stack, person) == ["u", "b"] * 11


def test_a_conversation_goes_on_at_another_process(
    chatter: MakeChatter, operator: OperatorWorld, stack: Stack, second: Stack
) -> None:
    number = operator.newcomer()
    person = chatter(number)
    person.say(TOP_UP)
    at_second = send(second, person, "да", message_id="yes")
    at_first = send(stack, person, "да", message_id="yes")
    assert "450\u00a0₽" in texts(at_second)
    assert at_first.json() == at_second.json()
    assert paid(operator, number) == ["top_up"]


def test_two_processes_answer_a_message_once(
    chatter: MakeChatter, operator: OperatorWorld, stack: Stack, second: Stack
) -> None:
    number = operator.newcomer()
    person = chatter(number)
    person.say(TOP_UP)
    with ThreadPoolExecutor(6) as pool:
        bots = [stack, second] * 3
        answers = list(pool.map(lambda bot: send(bot, person, "да", message_id="yes"), bots))
    assert all(answer.json() == answers[0].json() for answer in answers)
    assert paid(operator, number) == ["top_up"]


# A process that stands still for longer than its lease.


@contextmanager
def _stands_still(stack: Stack, person: Chatter) -> Iterator[None]:
    """Hold the bot still in the middle of the person's turn, until its lease has ended."""
    with redis.Redis.from_url(stack.redis_url) as server:
        lease = f"mia:turn:{Turn('rest', person.sender, '').place}"
        until(lambda: bool(server.exists(lease)))
        with stack.held("bot"):
            until(lambda: not server.exists(lease))
            yield


def test_a_message_that_was_answered_elsewhere_meanwhile_is_a_duplicate(
    chatter: MakeChatter, operator: OperatorWorld, stack: Stack, second: Stack
) -> None:
    number = operator.newcomer()
    person = chatter(number)
    person.say(TOP_UP)
    operator.trouble("billing", delay=1.0)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(send, stack, person, "да", message_id="yes")
        with _stands_still(stack, person):
            operator.calm()
            again = send(second, person, "да", message_id="yes")
        assert first.result().json() == again.json()
    assert "450\u00a0₽" in texts(again)
    assert paid(operator, number) == ["top_up"]
    assert turns(stack, person) == ["u", "b"] * 2


def test_other_words_that_were_overtaken_are_asked_for_again(
    chatter: MakeChatter, operator: OperatorWorld, stack: Stack, second: Stack
) -> None:
    person = chatter(operator.newcomer())
    person.say("привет")
    operator.trouble("billing", delay=1.0)
    with ThreadPoolExecutor(1) as pool:
        overtaken = pool.submit(send, stack, person, ASK)
        with _stands_still(stack, person):
            operator.calm()
            assert BALANCE in texts(send(second, person, ASK))
        said = {variant.eye for variant in phrasebook().phrases["utter_overtaken"].say}
        assert texts(overtaken.result()) in said
    assert turns(stack, person) == ["u", "b"] * 2
    assert BALANCE in person.say(ASK)


# What only one can have.


def test_of_twenty_who_want_the_only_one_exactly_one_gets_it(
    chatter: MakeChatter, operator: OperatorWorld, stack: Stack
) -> None:
    people = {number: chatter(number) for number in (operator.newcomer() for _ in range(20))}
    for person in people.values():
        person.say("активируй промокод ONLYONE")
        assert person.end["expect"] == "yes_no"
    with ThreadPoolExecutor(20) as pool:
        said = list(pool.map(lambda person: person.press("Да, активировать"), people.values()))
    redeemed = [number for number in people if "redeem_code" in paid(operator, number)]
    assert len(redeemed) == 1
    winner = said[list(people).index(redeemed[0])]
    assert sum(text == winner for text in said) == 1
    assert "1\u00a0ГБ" in winner
    assert all("1\u00a0ГБ" not in text for text in said if text != winner)


def test_a_request_that_is_said_again_is_no_yes(
    chatter: MakeChatter, operator: OperatorWorld
) -> None:
    number = operator.newcomer()
    person = chatter(number)
    for wish in (TOP_UP, "активируй промокод MIA2026"):
        for _ in range(3):
            person.say(wish)
            assert person.end["expect"] == "yes_no"
        assert paid(operator, number) == []
