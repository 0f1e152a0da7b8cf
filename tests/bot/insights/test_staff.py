"""Insights from a complaint to the answer in the subscriber's hands, over HTTP."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.desk.people import Colleague, subscriber
from tests.stack import Chatter, Stack
from tests.waiting import until

Make = Callable[..., Chatter]
WITHIN_SECONDS = 40


def _wait(look: Callable[[], Any], what: str) -> Any:
    return until(look, WITHIN_SECONDS, pause=0.2, what=what)


def _find(client: httpx.Client, words: str) -> dict[str, Any] | None:
    answer = client.get("/insights/api/list", params={"text": words}).raise_for_status()
    items = answer.json()["items"]
    return client.get(f"/insights/api/{items[0]['id']}").json() if items else None


def _complain(chatter: Chatter, words: str) -> None:
    chatter.say("хочу оставить жалобу")
    chatter.say(words)
    assert "T-4" in chatter.say("да")


def _sms(stack: Stack, number: str) -> str:
    answer = httpx.get(
        f"{stack.operator_url}/tmf-api/communicationManagement/v4/communicationMessage",
        params={"receiver.phoneNumber": number},
        headers=stack.operator_headers("admin"),
    )
    return " ".join(message["content"] for message in answer.json())


def test_a_complaint_is_answered_and_those_who_made_it_are_told(
    stack: Stack, chatter: Make
) -> None:
    anna, boris = chatter("79000001811"), chatter("79000001812")
    _complain(
        anna, "списали деньги за гороскоп, который я не подключала, карта 4111 1111 1111 1111"
    )
    _complain(boris, "сняли деньги за гороскоп, я его не подключал никогда")
    olga = Colleague(stack, "olga").client
    found = _wait(lambda: _both(_find(olga, "гороскоп")), "the insight of both")
    assert "4111 1111" not in str(found)
    assert "79000001811" not in str(found)
    assert found["may_answer"]
    path = f"/insights/api/{found['id']}"
    taken = olga.post(f"{path}/take", json={"revision": found["revision"]}).raise_for_status()
    body = {"revision": taken.json()["revision"], "text": "Деньги вернули.", "status": "answered"}
    olga.post(f"{path}/answer", json=body).raise_for_status()
    for number in ("79000001811", "79000001812"):
        _wait(lambda n=number: "Деньги вернули." in _sms(stack, n), f"the answer to {number}")
    assert _sms(stack, "79000001811").count("Деньги вернули.") == 1
    assert "ответ готов" in anna.say("что с моим обращением")
    number = found["people"][0]["number"]
    assert "Деньги вернули." in anna.say(f"что с обращением {number}")
    assert olga.post(f"{path}/answer", json=body).status_code in (403, 409)


def _both(found: dict[str, Any] | None) -> dict[str, Any] | None:
    return found if found and found["voices"] == 2 else None


def test_an_employees_idea_is_seen_by_all_and_answered_by_its_department(stack: Stack) -> None:
    pavel, olga = Colleague(stack, "pavel").client, Colleague(stack, "olga").client
    idea = {"text": "подарок ко дню рождения питомца абонента", "key": uuid.uuid4().hex}
    left = pavel.post("/insights/api/ideas", json=idea)
    assert left.status_code == 201
    assert pavel.post("/insights/api/ideas", json=idea).json()["id"] == left.json()["id"]
    seen = _find(olga, "питомца")
    assert seen is not None
    assert (seen["kind"], seen["department"], seen["people"][0]["who"]) == (
        "idea",
        "loyalty",
        "pavel",
    )
    path = f"/insights/api/{seen['id']}"
    body = {"revision": seen["revision"], "text": "Попробуем в мае.", "status": "answered"}
    assert pavel.post(f"{path}/answer", json=body).status_code == 403
    olga.post(f"{path}/answer", json=body).raise_for_status()
    assert pavel.get(path).json()["answer"] == "Попробуем в мае."


@pytest.mark.parametrize("path", ["list", "words", "1"])
def test_strangers_see_nothing(stack: Stack, path: str) -> None:
    assert httpx.get(f"{stack.url}/insights/api/{path}").status_code == 401
    bearer = {"Authorization": f"Bearer {stack.app_token('79000000001')}"}
    assert httpx.get(f"{stack.url}/insights/api/{path}", headers=bearer).status_code == 401


def test_a_change_needs_the_token_of_the_page(stack: Stack) -> None:
    olga = Colleague(stack, "olga").client
    del olga.headers["X-CSRF-Token"]
    body = {"text": "идея без ключа страницы", "key": uuid.uuid4().hex}
    assert olga.post("/insights/api/ideas", json=body).status_code == 403


def test_wrong_requests_get_a_clear_error(stack: Stack) -> None:
    irina = Colleague(stack, "irina").client
    assert irina.get("/insights/api/999999").status_code == 404
    assert irina.post("/insights/api/999999/take", json={"revision": 1}).status_code == 404
    assert irina.post("/insights/api/ideas", json={"text": "x", "key": "y"}).status_code == 422
    idea = {"text": "поставить кофе в салоне на Ленина", "key": uuid.uuid4().hex}
    left = irina.post("/insights/api/ideas", json=idea).json()
    path = f"/insights/api/{left['id']}"
    moved = {"revision": left["revision"], "department": "no-such"}
    assert irina.post(f"{path}/move", json=moved).status_code == 422
    outdated = {"revision": 0}
    assert irina.post(f"{path}/take", json=outdated).status_code == 409


def test_who_has_his_chat_open_is_told_there(stack: Stack) -> None:
    number = "79000001871"
    with subscriber(stack, number) as anna:
        anna.say("хочу оставить жалобу")
        anna.say("в приложении третий день не открывается карта покрытия")
        assert "T-4" in anna.say("да").text
        irina = Colleague(stack, "irina").client
        found = _wait(lambda: _find(irina, "карта покрытия"), "the insight")
        path = f"/insights/api/{found['id']}"
        body = {"revision": found["revision"], "text": "Починили карту.", "status": "answered"}
        irina.post(f"{path}/answer", json=body).raise_for_status()
        told = anna._frame(lambda frame: frame.get("to") is None and "Починили" in str(frame))
        assert told["messages"][0]["author"] == ""
        _wait(lambda: "'how': 'chat'" in str(irina.get(path).json()["history"]), "its being told")
    assert "Починили" not in _sms(stack, number)
