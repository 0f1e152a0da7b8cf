"""PINs: what they open, and that they are kept nowhere and cannot be guessed."""

from __future__ import annotations

import re
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis

from bot.identity.identification import forgot_pin
from tests.bot.people import (
    ANNA,
    ANNAS_BALANCE,
    ANNAS_PIN,
    ASK,
    guest,
    up_to_the_pin,
)
from tests.bot.socket_io import connected
from tests.kept import kept_texts
from tests.operator_world import OperatorWorld
from tests.stack import Chatter, Stack

JEANNE, JEANNES_PIN = "79000000007", "5150"
NOT_FITTING, STOPPED = "PIN не подошёл.", "PIN не подошёл несколько раз"


def test_a_pin_opens_what_was_asked_for(stack: Stack) -> None:
    person = up_to_the_pin(guest(stack, "198.51.100.2"), ANNA)
    assert ANNAS_BALANCE in person.say(ANNAS_PIN)
    session = Chatter(stack, uuid.uuid4().hex, person.token)
    assert ANNAS_BALANCE in session.say(ASK)
    without = Chatter(stack, person.sender)
    assert ANNAS_BALANCE not in without.say(ASK)


def test_pins_are_kept_nowhere(stack: Stack, operator: OperatorWorld) -> None:
    """Neither right nor wrong ones, nor one entered after the number was locked."""
    right = up_to_the_pin(guest(stack, "198.51.100.3"), JEANNE)
    right.say(JEANNES_PIN)
    locked = up_to_the_pin(guest(stack, "198.51.100.3"), operator.newcomer())
    spoken = ["7391", "8 2 6 4", "мой пин 6157", "5938", "шесть четыре восемь три"]
    for pin in spoken:
        locked.say(pin, message_id=uuid.uuid4().hex)
    secrets = [JEANNES_PIN, "7391", "8264", "8 2 6 4", "6157", "5938", "6483", "четыре восемь"]
    kept = list(kept_texts(stack))
    assert any(JEANNE in text for text in kept)
    # No part of a number; and not Redis's «$5150», the length of what follows in its log.
    found = {
        s for s in secrets for text in kept if re.search(rf"(?<![\w.:$-]){s}(?![\w.:-])", text)
    }
    assert found == set()


def test_three_wrong_pins_lock_the_number(stack: Stack, operator: OperatorWorld) -> None:
    number = operator.newcomer()
    person = up_to_the_pin(guest(stack, "198.51.100.4"), number)
    assert "2 попытки" in person.say("1111")
    assert "одна попытка" in person.say("2222")
    assert STOPPED in person.say("3333")
    assert STOPPED in person.say("0000")
    another = up_to_the_pin(guest(stack, "198.51.100.5"), number)
    assert STOPPED in another.say("0000")
    assert another.token is None


def test_after_a_lock_other_things_are_answered(stack: Stack, operator: OperatorWorld) -> None:
    person = up_to_the_pin(guest(stack, "198.51.100.6"), operator.newcomer())
    for pin in ("1111", "2222", "3333"):
        person.say(pin)
    person.press("Позвать специалиста")
    assert "transfer" in person.end["directive"]


def test_guessing_over_many_numbers_from_one_address_is_stopped(
    stack: Stack, operator: OperatorWorld
) -> None:
    """Also when the guesses come all at once."""
    address, numbers = "203.0.113.7", [operator.newcomer() for _ in range(26)]
    waiting = [up_to_the_pin(guest(stack, address), number) for number in numbers]
    with ThreadPoolExecutor(len(waiting)) as pool:
        said = list(pool.map(lambda person: person.say("9999"), waiting))
    assert sum(NOT_FITTING in text for text in said) == 20
    assert sum(STOPPED in text for text in said) == 6
    late = up_to_the_pin(guest(stack, address), operator.newcomer())
    assert STOPPED in late.say("0000")
    elsewhere = up_to_the_pin(guest(stack, "203.0.113.8"), operator.newcomer())
    assert "300\u00a0₽" in elsewhere.say("0000")


def test_right_pins_are_not_counted_as_guesses(stack: Stack) -> None:
    for _ in range(22):
        person = up_to_the_pin(guest(stack, "203.0.113.9"), ANNA)
        assert ANNAS_BALANCE in person.say(ANNAS_PIN)


async def test_addresses_are_told_apart_over_socket_io(
    stack: Stack, operator: OperatorWorld
) -> None:
    """The guesses of one address are not held against the others."""

    async def sign_in(address: str, number: str, pin: str) -> str:
        async with connected(stack, address=address) as line:
            for text in (ASK, number, pin):
                answer = await line.say(text)
        return str(answer["text"])

    with redis.Redis.from_url(stack.redis_url) as client:
        client.set("mia:tries:203.0.113.10", 20, ex=60)
    assert STOPPED in await sign_in("203.0.113.10", operator.newcomer(), "0000")
    assert "300\u00a0₽" in await sign_in("203.0.113.11", operator.newcomer(), "0000")


def test_the_stored_reply_of_a_pin_is_for_that_pin_alone(stack: Stack) -> None:
    person = up_to_the_pin(guest(stack, "198.51.100.7"), ANNA)
    first = person.say(ANNAS_PIN, message_id="the-pin")
    for stranger in (guest(stack, "198.51.100.8", person.sender), guest(stack, "198.51.100.8")):
        for guess in ("", "1111", "повтори"):
            body = {
                "sender": stranger.sender,
                "message": guess,
                "metadata": {"message_id": "the-pin"},
            }
            answer = stranger.client.post(f"{stack.url}/webhooks/rest/webhook", json=body)
            assert ANNAS_BALANCE not in answer.text
            if stranger.sender == person.sender:
                assert answer.status_code == 422
                assert answer.headers["content-type"] == "application/problem+json"
    again = guest(stack, "198.51.100.7", person.sender)
    assert again.say(ANNAS_PIN, message_id="the-pin") == first


def test_who_forgot_the_pin_is_told_what_helps_and_may_still_enter_it(stack: Stack) -> None:
    person = up_to_the_pin(guest(stack, "198.51.100.41"), ANNA)
    for words in ("забыла", "я не помню пин-код"):
        assert "«специалист»" in person.say(words)
    assert ANNAS_BALANCE in person.say(ANNAS_PIN)


@pytest.mark.parametrize(
    ("text", "forgot"),
    [
        ("забыл", True),
        ("не знаю я никакой пин", True),
        ("не знаю за что списали", False),
        ("пин", False),
    ],
)
def test_a_forgotten_pin_is_told_from_other_matters(text: str, forgot: bool) -> None:
    assert forgot_pin(text) is forgot
