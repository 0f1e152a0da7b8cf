"""People at the REST webhook, and what the tests of trust, turns and failures say and look at."""

from __future__ import annotations

import uuid
from typing import Any

import httpx

from tests.operator_world import OperatorWorld
from tests.stack import Chatter, Stack

ASK = "сколько на балансе"
TOP_UP = "пополни счёт на 150 рублей"
BALANCE = "300\u00a0₽"  # a generated subscriber's
TOPPED_UP = "450\u00a0₽"
ANNA, ANNAS_BALANCE, ANNAS_PIN = "79000000001", "342,50", "4821"
DOWN = ("не отвечает", "Не могу дождаться ответа")


def guest(stack: Stack, address: str, sender: str | None = None) -> Chatter:
    """Return somebody unknown who comes from an address."""
    client = httpx.Client(timeout=30, headers={"X-Forwarded-For": address})
    return Chatter(stack, sender or f"guest-{uuid.uuid4().hex}", client=client)


def person_of(stack: Stack, number: str) -> Chatter:
    """Return somebody who is signed in to a product under a number."""
    return Chatter(stack, f"person-{uuid.uuid4().hex}", stack.app_token(number))


def up_to_the_pin(chatter: Chatter, msisdn: str) -> Chatter:
    """Say what is wanted and by which number; the PIN is asked for next."""
    chatter.say(ASK)
    chatter.say(msisdn)
    assert chatter.end["secret"] is True
    return chatter


def send(stack: Stack, chatter: Chatter, text: str, **metadata: Any) -> httpx.Response:
    """Send a message to a bot; the chatter's own state stays as it is."""
    return httpx.post(
        f"{stack.url}/webhooks/rest/webhook",
        json={"sender": chatter.sender, "message": text, "metadata": metadata},
        headers={"Authorization": f"Bearer {chatter.token}"} if chatter.token else {},
        timeout=30,
    )


def texts(answer: httpx.Response) -> str:
    answer.raise_for_status()
    return "\n".join(message["text"] for message in answer.json() if "text" in message)


def paid(operator: OperatorWorld, number: str) -> list[str]:
    return [line["what"] for line in operator.audit(number)]
