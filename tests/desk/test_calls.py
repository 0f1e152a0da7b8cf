"""Calls: who answered, who hung up while waiting, as the dialplan reports it."""

from __future__ import annotations

import uuid
from itertools import count
from typing import Any

import httpx
import pytest

from actions.service_tokens import ServiceToken, issue
from tests.desk.people import Colleague
from tests.operator_world import OperatorWorld
from tests.stack import Stack
from tests.waiting import until


class Call:
    """A caller whom Mia has handed over, and the dialplan that reports of his call."""

    def __init__(self, stack: Stack, number: str | None) -> None:
        self._stack = stack
        self.id = uuid.uuid4()
        self._sureness = "network" if number else "anonymous"
        self._number = number
        body = {"sender": self.id.hex, "message": "позовите оператора"}
        answer = self._post("/webhooks/rest/webhook", json=body)
        assert "transfer" in str(answer.json()), answer.text

    def report(self, what: str, **form: str) -> httpx.Response:
        return self._post(f"/desk/calls/{self.id}/{what}", data=form)

    def _post(self, path: str, **content: Any) -> httpx.Response:
        token = ServiceToken(self._number, "phone", self._sureness)
        headers = {"Authorization": f"Bearer {issue(self._stack.secret, 'bot', token)}"}
        return httpx.post(f"{self._stack.url}{path}", headers=headers, timeout=30, **content)


def sms(stack: Stack, number: str) -> list[str]:
    token = issue(stack.secret, "operator", ServiceToken("admin", "tests", "verified"))
    answer = httpx.get(
        f"{stack.operator_url}/tmf-api/communicationManagement/v4/communicationMessage",
        params={"receiver.phoneNumber": number},
        headers={"Authorization": f"Bearer {token}"},
        timeout=30,
    )
    return [message["content"] for message in answer.json()]


def test_screen_of_who_answered_opens_with_the_packet(stack: Stack) -> None:
    pavel = Colleague(stack, "pavel")
    call = Call(stack, "79000001781")
    irina = Colleague(stack, "irina")
    waiting = irina.get("/queue").json()["waiting"]
    assert irina.post(f"/cases/{waiting[-1]['id']}/take").status_code == 409  # calls are not taken
    assert call.report("answered", extension="2002").json()["agent"] == "pavel"
    mine = pavel.get("/queue").json()["mine"]
    assert [row["channel"] for row in mine] == ["phone"]
    packet = pavel.get(f"/cases/{mine[0]['id']}").json()
    assert packet["subject"] == "79000001781"
    assert packet["card"]["balance"] == "300.00"
    assert call.report("left").json() == {"offered": "no"}
    assert pavel.get("/queue").json()["mine"] == []
    assert sms(stack, "79000001781") == []


def test_who_hangs_up_while_waiting_is_offered_a_call_back_once(stack: Stack) -> None:
    call = Call(stack, "79000001782")
    assert call.report("left").json() == {"offered": "sms"}
    assert call.report("left").json() == {"offered": "no"}
    texts = sms(stack, "79000001782")
    assert len(texts) == 1
    assert "перезвоним" in texts[0]


def test_the_offer_comes_later_where_the_message_system_is_down(stack: Stack) -> None:
    sandbox = stack.children["sandbox"].process
    operator = OperatorWorld(stack.operator_url, stack.secret, sandbox, count())
    call = Call(stack, "79000001783")
    operator.trouble("messages", outage=True)
    try:
        assert call.report("left").json() == {"offered": "later"}
        assert call.report("left").json() == {"offered": "no"}
    finally:
        operator.calm()
    until(lambda: bool(sms(stack, "79000001783")), 60)
    assert len(sms(stack, "79000001783")) == 1


def test_who_is_not_known_gets_no_sms(stack: Stack) -> None:
    assert Call(stack, None).report("left").json() == {"offered": "no"}


@pytest.mark.parametrize("what", ["answered", "left"])
def test_a_call_that_nobody_handed_over(stack: Stack, what: str) -> None:
    call = Call(stack, None)
    call.id = uuid.uuid4()
    assert call.report(what, extension="2001").status_code == 404


def test_an_extension_that_is_nobodys(stack: Stack) -> None:
    assert Call(stack, None).report("answered", extension="9999").status_code == 404
