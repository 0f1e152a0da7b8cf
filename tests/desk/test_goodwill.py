"""Gifts of the staff: within authority, above it, once a month, once for each key, in the log."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from itertools import count
from typing import Any

import httpx
import pytest

from actions.sandbox.rules.chain import BEGINNING, first_broken, link
from actions.service_tokens import ServiceToken, issue
from tests.channels import ChatLine
from tests.desk.people import Colleague, person
from tests.stack import Stack

NUMBERS = count(79000001860)


@pytest.fixture
def held(stack: Stack, olga: Colleague) -> Iterator[dict[str, Any]]:
    """A conversation that Olga has, with a subscriber of the test's own."""
    number = str(next(NUMBERS))
    line = ChatLine(stack, person(stack, number))
    line.say("на что ушли деньги")
    line.say("позовите оператора")
    packet = olga.take(olga.next_waiting(number))
    yield packet
    olga.finish(packet)
    line.close()


def give(
    colleague: Colleague, held: dict[str, Any], kind: str, amount: int, key: str | None = None
) -> dict[str, Any]:
    body = {"lease": held["lease"], "id": key or uuid.uuid4().hex, "kind": kind, "amount": amount}
    answer = colleague.post(f"/cases/{held['id']}/gifts", why="долго ждал", **body)
    assert answer.status_code == 200, answer.text
    given: dict[str, Any] = answer.json()
    return given


def gigabytes(stack: Stack, number: str) -> float:
    answer = httpx.get(
        f"{stack.operator_url}/tmf-api/prepayBalanceManagement/v4/bucket",
        params={"relatedParty.id": number},
        headers=stack.operator_headers(number),
        timeout=30,
    )
    assert answer.status_code == 200, answer.text
    return sum(
        float(bucket["remainingValue"]["amount"])
        for bucket in answer.json()
        if bucket["remainingValue"]["units"] == "GB"
    )


def deeds(stack: Stack, about: str) -> list[dict[str, Any]]:
    token = issue(stack.secret, "operator", ServiceToken("desk", "desk", "verified"))
    answer = httpx.get(
        f"{stack.operator_url}/tmf-api/partyInteractionManagement/v4/partyInteraction",
        params={"about": about},
        headers={"Authorization": f"Bearer {token}"},
        timeout=30,
    )
    found: list[dict[str, Any]] = answer.json()
    return found


def test_gift_is_given_once_however_often_it_is_asked(
    stack: Stack, olga: Colleague, held: dict[str, Any]
) -> None:
    before, key = gigabytes(stack, held["subject"]), uuid.uuid4().hex
    assert [give(olga, held, "gb", 3, key)["state"] for _ in range(3)] == ["given"] * 3
    assert gigabytes(stack, held["subject"]) == before + 3
    log = deeds(stack, held["subject"])
    assert [(deed["actor"], deed["what"], deed["details"]["why"]) for deed in log] == [
        ("olga", "give", "долго ждал")
    ]
    assert log[0]["details"]["conversation"] == held["id"]


def test_more_than_an_agent_may_is_for_a_supervisor(
    stack: Stack, olga: Colleague, irina: Colleague, held: dict[str, Any]
) -> None:
    before, key = gigabytes(stack, held["subject"]), uuid.uuid4().hex
    assert give(olga, held, "gb", 11, key)["state"] == "asked"
    assert gigabytes(stack, held["subject"]) == before
    assert olga.get("/approvals").status_code == 403
    assert olga.post(f"/approvals/{key}", approve=True).status_code == 403
    assert irina.post(f"/approvals/{key}", approve=True).json()["state"] == "given"
    assert irina.post(f"/approvals/{key}", approve=True).status_code == 404
    assert gigabytes(stack, held["subject"]) == before + 11
    assert deeds(stack, held["subject"])[0]["details"]["approver"] == "irina"


def test_second_gift_of_a_month_is_for_a_supervisor_too(
    olga: Colleague, irina: Colleague, held: dict[str, Any]
) -> None:
    assert give(olga, held, "minutes", 100)["state"] == "given"
    key = uuid.uuid4().hex
    assert give(olga, held, "discount", 20, key)["state"] == "asked"
    assert irina.post(f"/approvals/{key}", approve=False).json()["state"] == "declined"
    lines = olga.get(f"/cases/{held['id']}").json()["lines"]
    assert "отказал" in lines[-1]["text"]


def test_what_no_supervisor_may_is_refused(olga: Colleague, held: dict[str, Any]) -> None:
    given = give(olga, held, "gb", 51)
    assert (given["state"], given["refusal"]) == ("refused", "too_much")


def test_promo_code_can_be_redeemed(stack: Stack, olga: Colleague, held: dict[str, Any]) -> None:
    assert give(olga, held, "code", 1)["state"] == "given"
    lines = olga.get(f"/cases/{held['id']}").json()["lines"]
    assert any("промокод" in line["text"].lower() for line in lines)


def test_who_has_not_the_conversation_gives_nothing(irina: Colleague, held: dict[str, Any]) -> None:
    body = {"lease": held["lease"], "id": uuid.uuid4().hex, "kind": "gb", "amount": 1}
    assert irina.post(f"/cases/{held['id']}/gifts", why="так", **body).status_code == 409


def test_the_operator_takes_gifts_from_the_desk_alone(stack: Stack) -> None:
    number = "79000001719"
    body = {
        "relatedParty": {"id": number},
        "kind": "gb",
        "amount": "1",
        "why": "так",
        "agent": "olga",
        "about": "x",
    }
    answer = httpx.post(
        f"{stack.operator_url}/tmf-api/promotionManagement/v4/goodwill",
        json=body,
        headers={**stack.operator_headers(number), "Idempotency-Key": uuid.uuid4().hex},
        timeout=30,
    )
    assert answer.status_code == 403


def test_deeds_cannot_be_edited(stack: Stack, irina: Colleague, held: dict[str, Any]) -> None:
    import sqlite3

    for _ in range(2):
        assert irina.get(f"/cases/{held['id']}").status_code == 200
    assert [deed["what"] for deed in deeds(stack, held["id"])] == ["listen_in"]
    assert deeds(stack, held["id"])[0]["what"] == "listen_in"
    with sqlite3.connect(stack.var / "sandbox.sqlite", timeout=30) as database:
        for change in ("UPDATE deeds SET actor = 'nobody'", "DELETE FROM deeds"):
            with pytest.raises(sqlite3.IntegrityError, match="only added"):
                database.execute(change)
    token = issue(stack.secret, "operator", ServiceToken("admin", "desk", "verified"))
    answer = httpx.get(
        f"{stack.operator_url}/tmf-api/partyInteractionManagement/v4/partyInteraction/check",
        headers={"Authorization": f"Bearer {token}"},
        timeout=30,
    )
    assert answer.json() == {"whole": True, "broken_at": None}


def test_a_changed_entry_breaks_the_chain() -> None:
    first, second = {"what": "give", "amount": 1}, {"what": "give", "amount": 2}
    a = link(BEGINNING, first)
    b = link(a, second)
    assert first_broken([(first, BEGINNING, a), (second, a, b)]) is None
    assert first_broken([({**first, "amount": 9}, BEGINNING, a), (second, a, b)]) == 0
    assert first_broken([(second, a, b)]) == 0
