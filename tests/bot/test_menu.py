"""The exchange's button menu: an answer goes by SMS to the number that the network vouches for."""

from uuid import uuid4

import httpx
import pytest

from actions.service_tokens import EXCHANGE, ServiceToken, issue
from tests.bot.people import BALANCE
from tests.operator_world import OperatorWorld
from tests.stack import Stack

BALANCE_KEY = "сколько денег на счёте"


def press(
    stack: Stack, caller: str, text: str, audience: str = "bot", **form: str
) -> httpx.Response:
    token = issue(stack.secret, audience, ServiceToken(None, EXCHANGE, "anonymous"))
    return httpx.post(
        f"{stack.url}/webhooks/menu",
        data={"uuid": str(uuid4()), "caller": caller, "text": text, **form},
        headers={"Authorization": f"Bearer {token}"},
        timeout=30,
    )


def test_the_balance_comes_by_sms(stack: Stack, operator: OperatorWorld) -> None:
    number = operator.newcomer()

    answer = press(stack, f"+{number}", BALANCE_KEY)

    assert answer.text == "sent"
    (sms,) = operator.sms(number)
    assert BALANCE in sms


def test_a_key_pressed_once_sends_one_sms(stack: Stack, operator: OperatorWorld) -> None:
    number, call = operator.newcomer(), str(uuid4())

    for _ in range(2):
        assert press(stack, number, BALANCE_KEY, uuid=call).text == "sent"

    assert len(operator.sms(number)) == 1


def test_what_asks_back_goes_to_a_person(stack: Stack, operator: OperatorWorld) -> None:
    number = operator.newcomer()

    assert press(stack, number, "возьми обещанный платёж").text == "person"

    assert operator.sms(number) == []


def test_a_message_system_that_is_down_sends_to_a_person(
    stack: Stack, operator: OperatorWorld
) -> None:
    operator.trouble("messages", outage=True)

    assert press(stack, operator.newcomer(), BALANCE_KEY).text == "person"


@pytest.mark.parametrize(
    ("caller", "text"), [("12", "баланс"), ("79000000001", ""), ("'; --", "x")]
)
def test_bad_input_is_named(stack: Stack, caller: str, text: str) -> None:
    answer = press(stack, caller, text)

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


def test_only_the_exchange_may_ask(stack: Stack) -> None:
    assert press(stack, "79000000001", BALANCE_KEY, audience="operator").status_code == 401
