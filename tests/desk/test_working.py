"""A person's work at the desk: what he is shown, notes, passing on, typing, ending, a mark."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.desk.people import Colleague, screen, subscriber
from tests.stack import Stack


def _is_said(frame: dict[str, Any]) -> bool:
    return frame["type"] == "reply" and frame.get("to") is None


def test_articles_are_for_the_last_words_that_need_something(
    stack: Stack, irina: Colleague
) -> None:
    """Not for «позовите оператора», not for an answer to the agent, and by the model's ranking."""
    with subscriber(stack, "79000001731") as anna:
        anna.say("сколько стоит интернет в турции")
        anna.say("позовите оператора")
        packet = irina.take(irina.next_waiting("79000001731"))
        address = f"/cases/{packet['id']}/suggestions"
        first = irina.get(address).json()
        assert first["about"] == "сколько стоит интернет в турции"
        assert "поездк" in str(first["articles"][0]).lower() or "роуминг" in str(first).lower()
        anna.say("как поменять сим-карту на esim")
        second = irina.get(address).json()
        assert second["about"] == "как поменять сим-карту на esim"
        assert "esim" in second["articles"][0]["title"].lower()
        anna.say("вчера")
        assert irina.get(address).json() == second
        irina.finish(packet)


def test_what_was_told_already_is_shown_in_words(stack: Stack, irina: Colleague) -> None:
    with subscriber(stack, "79000001732") as anna:
        anna.say("подари 5 гигабайт")
        anna.say("позовите оператора")
        case = irina.next_waiting("79000001732")
        shown = irina.get(f"/cases/{case}").json()
        assert {"title": "что подарить", "value": "гигабайты"} in shown["known"]
        assert "gift_recipient" not in str(shown["summary"])
        assert "кому подарок" in shown["summary"][2]
        irina.finish(irina.take(case))


def test_who_files_a_call_back_leaves_the_queue_and_not_before(
    stack: Stack, irina: Colleague
) -> None:
    with subscriber(stack, "79000001733") as anna:
        anna.say("позовите оператора")
        case = irina.next_waiting("79000001733")
        assert "удобно" in anna.press("Лучше перезвоните").text
        assert irina.get(f"/cases/{case}").json()["state"] == "waiting"
        anna.say("передумал")
        assert irina.get(f"/cases/{case}").json()["state"] == "waiting", "he lost his place"
        anna.say("перезвоните мне лучше вечером")
        assert "вечером" in anna.say("да").text
        left = irina.get(f"/cases/{case}").json()
        assert (left["state"], left["result"]) == ("ended", "callback")
        assert irina.post(f"/cases/{case}/take").status_code == 409


def test_a_note_is_for_colleagues_alone(stack: Stack, olga: Colleague, irina: Colleague) -> None:
    with subscriber(stack, "79000001734") as anna:
        anna.say("на что ушли деньги")
        anna.say("позовите оператора")
        packet = olga.take(olga.next_waiting("79000001734"))
        anna._frame(_is_said)  # who is here now
        note = {
            "id": uuid.uuid4().hex,
            "text": "обещала проверить до вечера, карта 4276160974326101",
        }
        assert olga.post(f"/cases/{packet['id']}/note", **note).status_code == 200
        olga.say(packet, "Проверю до вечера")
        assert anna._frame(_is_said)["messages"][0]["text"] == "Проверю до вечера"
        lines = irina.get(f"/cases/{packet['id']}").json()["lines"]
        notes = [line for line in lines if line["side"] == "note"]
        assert [line["name"] for line in notes] == ["Ольга"]
        assert "4276160974326101" not in notes[0]["text"]
        olga.finish(packet)


def test_passed_on_to_a_skill_and_to_a_colleague(
    stack: Stack, olga: Colleague, pavel: Colleague, irina: Colleague
) -> None:
    with subscriber(stack, "79000001735") as anna, screen(stack, irina):
        anna.say("на что ушли деньги")
        anna.say("позовите оператора")
        packet = olga.take(olga.next_waiting("79000001735"))
        address = f"/cases/{packet['id']}"
        both = {"lease": packet["lease"], "queue": "network", "colleague": "irina"}
        assert olga.post(f"{address}/pass", **both).status_code == 422
        passed = olga.post(f"{address}/pass", lease=packet["lease"], queue="network")
        assert passed.json() == {"state": "waiting"}
        told = anna._frame(lambda frame: _is_said(frame) and "Передаю" in str(frame))
        assert told["messages"][0]["author"] == ""
        assert olga.get(address).status_code == 404, "it is in another's queue now"
        again = pavel.take(packet["id"])
        given = pavel.post(f"{address}/pass", lease=again["lease"], colleague="irina")
        assert given.json() == {"state": "offered"}
        assert pavel.say(again, "ещё слово").status_code == 404
        mine = irina.get("/queue").json()["mine"]
        offered = next(row for row in mine if row["id"] == packet["id"])
        assert irina.post(f"{address}/acknowledge", lease=offered["lease"]).status_code == 200
        assert irina.finish(offered).status_code == 200


def test_each_sees_that_the_other_types_and_what_arrived(stack: Stack, olga: Colleague) -> None:
    with subscriber(stack, "79000001736") as anna, screen(stack, olga) as page:
        anna.say("на что ушли деньги")
        anna.say("позовите оператора")
        packet = olga.take(olga.next_waiting("79000001736"))
        anna._send({"type": "typing"})
        page.until(lambda frame: frame["type"] == "typing" and frame["case"] == packet["id"])
        page.send({"type": "typing", "case": packet["id"]})
        anna._frame(lambda frame: frame["type"] == "person_typing")
        olga.say(packet, "Секунду")
        said = anna._frame(lambda frame: _is_said(frame) and "Секунду" in str(frame))
        anna._send({"type": "arrived", "ids": [said["messages"][0]["id"]]})
        page.until(lambda frame: frame["type"] == "delivered" and frame["case"] == packet["id"])
        lines = olga.get(f"/cases/{packet['id']}").json()["lines"]
        assert [line["delivered"] for line in lines if line["side"] == "agent"] == [True]
        olga.finish(packet)


@pytest.mark.parametrize("result", ["nonsense", ""])
def test_a_conversation_ends_with_a_result_that_there_is(
    stack: Stack, olga: Colleague, result: str
) -> None:
    with subscriber(stack, "79000001737") as anna:
        anna.say("на что ушли деньги")
        anna.say("позовите оператора")
        packet = olga.take(olga.next_waiting("79000001737"))
        assert olga.finish(packet, result).status_code == 422
        assert olga.finish(packet, "callback").status_code == 200
        assert "перезвоним" in str(anna._frame(lambda f: _is_said(f) and "Миа" in str(f)))


def test_a_mark_is_asked_for_when_a_person_ends_it(stack: Stack, olga: Colleague) -> None:
    with subscriber(stack, "79000001738") as anna:
        anna.say("на что ушли деньги")
        anna.say("позовите оператора")
        packet = olga.take(olga.next_waiting("79000001738"))
        olga.finish(packet)
        asked = anna._frame(lambda frame: _is_said(frame) and "от 1 до 5" in str(frame))
        assert [button["title"] for button in asked["messages"][0]["buttons"]] == list("54321")
        assert "приятно" in anna.say("четвёрка").text
