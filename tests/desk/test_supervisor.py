"""What a supervisor may: see the floor, listen in, take over, search; each written down first."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.desk.people import Colleague, screen, subscriber
from tests.desk.test_goodwill import deeds
from tests.stack import Stack
from tests.waiting import until


def held(stack: Stack, colleague: Colleague, line: Any, msisdn: str) -> dict[str, Any]:
    line.say("на что ушли деньги")
    line.say("позовите оператора")
    return colleague.take(colleague.next_waiting(msisdn))


@pytest.mark.parametrize("path", ["/floor", "/search?words=деньги", "/approvals"])
def test_it_is_for_supervisors_alone(olga: Colleague, path: str) -> None:
    assert olga.client.get(f"/desk{path}").status_code == 403


def test_the_floor_shows_who_is_on_what(stack: Stack, olga: Colleague, irina: Colleague) -> None:
    with subscriber(stack, "79000001741") as anna, screen(stack, olga):
        packet = held(stack, olga, anna, "79000001741")
        floor = irina.get("/floor").json()
        row = next(row for row in floor["taken"] if row["id"] == packet["id"])
        assert row["holder_name"] == "Ольга"
        people = {each["login"]: each for each in floor["people"]}
        assert (people["olga"]["present"], people["olga"]["cases"]) == (True, 1)
        olga.finish(packet)
        after = irina.get("/floor").json()
        assert packet["id"] not in [row["id"] for row in after["taken"]]
        assert 0 <= after["level"] <= 1
        assert after["usual_talk"] >= 0


def test_nothing_is_heard_live_before_listening_in_is_written_down(
    stack: Stack, olga: Colleague, irina: Colleague
) -> None:
    with subscriber(stack, "79000001742") as anna, screen(stack, irina) as page:
        packet = held(stack, olga, anna, "79000001742")
        anna.say("тайное слово")
        anna._send({"type": "typing"})
        olga.post(f"/cases/{packet['id']}/note", id=uuid.uuid4().hex, text="заметка")
        assert irina.get(f"/cases/{packet['id']}").status_code == 200
        assert [deed["what"] for deed in deeds(stack, packet["id"])] == ["listen_in"]
        anna.say("слышное слово")
        frames = page.until(lambda frame: "слышное слово" in str(frame))
        assert "тайное слово" not in str(frames)
        assert "заметка" not in str(frames)
        olga.finish(packet)
        irina.get(f"/cases/{packet['id']}")
        assert [deed["what"] for deed in deeds(stack, packet["id"])] == ["read", "listen_in"]


def test_suggestions_show_nobodys_words_unwritten(
    stack: Stack, olga: Colleague, irina: Colleague
) -> None:
    with subscriber(stack, "79000001743") as anna:
        packet = held(stack, olga, anna, "79000001743")
        irina.get(f"/cases/{packet['id']}/suggestions")
        assert [deed["what"] for deed in deeds(stack, packet["id"])] == ["listen_in"]
        olga.finish(packet)


def test_taken_over_the_other_can_say_no_more(
    stack: Stack, olga: Colleague, irina: Colleague
) -> None:
    with subscriber(stack, "79000001744") as anna:
        packet = held(stack, olga, anna, "79000001744")
        taken = irina.post(f"/cases/{packet['id']}/take-over").json()
        assert taken["holder"] == "irina"
        irina.post(f"/cases/{packet['id']}/acknowledge", lease=taken["lease"])
        assert olga.say(packet, "я ещё здесь").status_code == 404
        assert olga.post(f"/cases/{packet['id']}/take-over").status_code == 404
        assert irina.say(taken, "Теперь с вами я").status_code == 200
        assert deeds(stack, packet["id"])[0]["what"] == "take_over"
        irina.finish(taken)


def test_conversations_are_found_by_words_and_by_number(
    stack: Stack, olga: Colleague, irina: Colleague
) -> None:
    with subscriber(stack, "79000001745") as anna:
        packet = held(stack, olga, anna, "79000001745")
        anna.say("верните деньги за гороскопы, я их не подключал")

        def found(words: str) -> list[str]:
            return [row["id"] for row in irina.get("/search", words=words).json()]

        assert packet["id"] in found("гороскоп"), "one that goes on"
        olga.finish(packet, "ticket")
        until(lambda: packet["id"] in found("гороскоп"))
        row = irina.get("/search", words="гороскоп").json()[0]
        assert (row["result_title"], row["state"]) == ("Передано в отдел", "ended")
        assert packet["id"] in found("возврат гороскопа") or packet["id"] in found("вернуть")
        assert packet["id"] in found("+7 900 000-17-45")
        assert packet["id"] in found("1745")
        assert packet["id"] not in found("гороскоп единорог")
        searched = deeds(stack, "transcripts")[0]
        assert (searched["actor"], searched["details"]["words"]) == ("irina", "гороскоп единорог")
