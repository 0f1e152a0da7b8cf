"""Cards, passports and codes that people put into any field are kept nowhere."""

from __future__ import annotations

import re
import uuid

from tests.desk.people import Colleague, subscriber
from tests.kept import kept_texts
from tests.stack import Stack

NUMBER = "79000001751"
FIELDS = [
    "said to Mia",
    "told in a complaint",
    "said while waiting",
    "said to the agent",
    "said by the agent",
    "noted by the agent",
    "why a gift",
    "why a gift above authority",
    "words of a mark",
    "an employee's idea",
    "a note on it",
    "an answer to it",
    "searched for",
]


def _told(field: str) -> str:
    """Return words with a card, a passport and a code that no other field is given."""
    card, passport, code = _secrets(field)
    return f"карта {card}, паспорт 4510 {passport}, код {code}"


def _secrets(field: str) -> tuple[str, str, str]:
    at = FIELDS.index(field)
    return f"427616{at:02d}11112222", f"7654{at:02d}", f"58{at:02d}91"


def test_what_is_secret_is_kept_nowhere(stack: Stack, olga: Colleague, irina: Colleague) -> None:
    with subscriber(stack, NUMBER) as anna:
        anna.say(_told("said to Mia"))
        anna.say("хочу оставить жалобу")
        anna.say(f"грубо говорили в салоне, {_told('told in a complaint')}")
        anna.say("да")
        anna.say("позовите оператора")
        anna.say(_told("said while waiting"))
        packet = olga.take(olga.next_waiting(NUMBER))
        anna.say(_told("said to the agent"))
        olga.say(packet, _told("said by the agent"))
        _note(olga, packet["id"], _told("noted by the agent"))
        _gift(olga, packet, _told("why a gift"), 1)
        _gift(olga, packet, _told("why a gift above authority"), 4)
        olga.finish(packet)
        anna.say("2")
        anna.say(f"долго ждала, {_told('words of a mark')}")
    _idea(irina)
    assert irina.get("/search", words=_told("searched for")).status_code == 200
    kept = "\n".join(kept_texts(stack))
    assert "грубо говорили в салоне" in kept
    assert "долго ждала" in kept
    found = {
        (field, secret)
        for field in FIELDS
        for secret in _secrets(field)
        if re.search(rf"(?<![\d.]){secret}(?!\d)", kept)  # no part of a longer number
    }
    assert found == set()


def _note(colleague: Colleague, case: str, text: str) -> None:
    answer = colleague.post(f"/cases/{case}/note", id=uuid.uuid4().hex, text=text)
    assert answer.status_code == 200, answer.text


def _gift(colleague: Colleague, packet: dict[str, str], why: str, gigabytes: int) -> None:
    body = {"lease": packet["lease"], "id": uuid.uuid4().hex, "kind": "gb", "amount": gigabytes}
    answer = colleague.post(f"/cases/{packet['id']}/gifts", why=why, **body)
    assert answer.status_code == 200, answer.text


def _idea(colleague: Colleague) -> None:
    ideas = "/insights/api/ideas"
    text = f"пусть на сайте будет видно очередь, {_told(FIELDS[9])}"
    left = colleague.client.post(ideas, json={"text": text, "key": uuid.uuid4().hex})
    assert left.status_code == 201, left.text
    address = f"/insights/api/{left.json()['id']}"
    for action, body in (
        ("take", {}),
        ("note", {"text": _told("a note on it")}),
        ("answer", {"text": _told("an answer to it"), "status": "answered"}),
    ):
        revision = colleague.client.get(address).json()["revision"]
        answer = colleague.client.post(f"{address}/{action}", json={"revision": revision, **body})
        assert answer.status_code == 200, answer.text
