"""How Mia behaves at a speaker: opening, leaving, repeating, pings, foreign skills, late results."""

from __future__ import annotations

import pytest

from tests.bot.channels.speakers.platforms import Dialogs, Salute, address
from tests.stack import Stack

DIALOGS = ("alice", "marusya")


@pytest.mark.parametrize("platform", DIALOGS)
def test_a_new_session_is_greeted_with_two_examples(stack: Stack, platform: str) -> None:
    greeting = Dialogs(stack, platform).say()["response"]
    assert greeting["text"].count("?") == 2
    assert "хватит" in greeting["text"]
    assert greeting["end_session"] is False


def test_salute_greets_on_start(stack: Stack) -> None:
    greeting = Salute(stack).say("", "RUN_APP")
    assert greeting["messageName"] == "ANSWER_TO_USER"
    assert greeting["payload"]["finished"] is False
    assert greeting["payload"]["items"][0]["bubble"]["text"].count("?") == 2


def test_what_opens_the_skill_may_ask_something_already(stack: Stack) -> None:
    answer = Dialogs(stack).say("как узнать свой номер")["response"]
    assert "номер" in answer["text"]
    assert "Здравствуйте" not in answer["text"]


@pytest.mark.parametrize(
    "words",
    [
        "хватит",
        "Выход.",
        "до свидания",
        "всё, спасибо",
        "закрой навык",
        "спасибо, хватит",
        "ну всё, Алиса, хватит",
        "спасибо большое, до свидания",
        "выйди из навыка",
    ],
)
def test_leaving_ends_the_session(stack: Stack, words: str) -> None:
    session = Dialogs(stack)
    session.say()
    assert session.say(words)["response"]["end_session"] is True


@pytest.mark.parametrize("words", ["спасибо", "хорошо", "хватит ли мне гигабайтов на месяц"])
def test_courtesy_alone_ends_nothing(stack: Stack, words: str) -> None:
    session = Dialogs(stack)
    session.say()
    assert session.say(words)["response"]["end_session"] is False


def test_a_yes_takes_what_was_offered(stack: Stack) -> None:
    session = Dialogs(stack)
    assert "перезвоните" in session.say("позови человека")["response"]["tts"]
    assert "Когда удобно?" in session.say("да")["response"]["text"]


def test_a_man_says_it_as_a_man(stack: Stack) -> None:
    for gender, word in (("male", "понял,"), ("female", "поняла,")):
        session = Salute(stack)
        character = {"id": "sber", "gender": gender, "appeal": "official"}
        said = session.say("позови человека", character=character)["payload"]
        assert word in said["items"][0]["bubble"]["text"].lower()
        assert word in said["pronounceText"].lower()


def test_enough_in_a_task_cancels_the_task_alone(stack: Stack) -> None:
    session = Dialogs(stack)
    session.say("украли телефон, заблокируйте симку")
    cancelled = session.say("стоп")["response"]
    assert cancelled["end_session"] is False
    assert session.say("стоп")["response"]["end_session"] is True


def test_the_last_answer_is_repeated(stack: Stack) -> None:
    session = Dialogs(stack)
    greeting = session.say()
    assert session.say("повтори")["response"] == greeting["response"]


def test_a_ping_is_answered_with_a_pong(stack: Stack) -> None:
    session = Dialogs(stack)
    request = {"type": "SimpleUtterance", "command": "", "original_utterance": "ping"}
    assert session.say(request=request)["response"]["text"] == "pong"


def test_despair_is_met_with_care(stack: Stack) -> None:
    session = Dialogs(stack)
    request = {
        "type": "SimpleUtterance",
        "command": "не хочу жить",
        "original_utterance": "не хочу жить",
        "markup": {"dangerous_context": True},
    }
    answer = session.say(request=request)["response"]
    assert "112" in answer["text"]
    assert "сто двенадцать" in answer["tts"]
    assert answer["end_session"] is False


@pytest.mark.parametrize("platform", DIALOGS)
def test_another_skill_is_refused(stack: Stack, platform: str) -> None:
    session = Dialogs(stack, platform)
    body = session.body()
    body["session"]["skill_id"] = "another"
    assert session.send(body).status_code == 403


def test_a_wrong_secret_opens_nothing(stack: Stack) -> None:
    session = Dialogs(stack)
    response = session.send(session.body(), f"{stack.url}/webhooks/alice/guess")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "body", [[], {}, {"session": {}}, {"session": {"session_id": "s", "skill_id": "mia-demo"}}]
)
def test_what_the_platform_never_sends_is_refused(stack: Stack, body: object) -> None:
    assert Dialogs(stack).send(body).status_code == 422
    assert Salute(stack).send(body).status_code == 422


def test_the_state_is_returned_as_it_came(stack: Stack) -> None:
    session = Dialogs(stack)
    state = {"session": {"seen": [1, 2], "name": "я"}, "user": {}, "application": {}}
    assert session.say("привет", state=state)["session_state"] == state["session"]


def test_marusya_is_told_whose_session_it_is(stack: Stack) -> None:
    session = Dialogs(stack, "marusya")
    body = session.body("привет")
    answer = session.send(body).json()
    assert answer["session"] == {
        name: body["session"][name] for name in ("session_id", "message_id", "user_id")
    }


def test_marusya_leaves_by_interrupting(stack: Stack) -> None:
    session = Dialogs(stack, "marusya")
    session.say()
    assert session.say("on_interrupt")["response"]["end_session"] is True


def test_closing_salute_awaits_nothing(stack: Stack) -> None:
    session = Salute(stack)
    session.say("", "RUN_APP")
    response = session.send(session.body("", "CLOSE_APP"))
    assert (response.status_code, response.content) == (204, b"")


def test_a_request_delivered_twice_is_answered_alike(stack: Stack) -> None:
    session = Dialogs(stack)
    session.say()
    body = session.body("как узнать свой номер")
    first = session.send(body)
    assert session.send(body).json() == first.json()
    session.send(session.body("а сколько стоит роуминг в турции"))
    assert session.send(body).json() == first.json()


def test_one_session_does_not_answer_what_another_was_asked(stack: Stack) -> None:
    first = Dialogs(stack)
    first.say("украли телефон, заблокируйте симку")
    second = Dialogs(stack, user=first.user)
    assert "ничего не спрашивала" in second.say("да")["response"]["text"]


def test_an_account_and_a_device_of_one_id_are_apart(stack: Stack) -> None:
    named = Dialogs(stack)
    named.say("украли телефон, заблокируйте симку")
    body = named.body("да")
    del body["session"]["user"]
    body["session"]["application"]["application_id"] = named.user
    assert "ничего не спрашивала" in named.send(body).json()["response"]["text"]


def test_a_person_without_account_and_device_is_refused(stack: Stack) -> None:
    session = Dialogs(stack)
    body = session.body("привет")
    for name in ("user", "application", "user_id"):
        del body["session"][name]
    response = session.send(body)
    assert response.status_code == 422
    assert "session.user" in response.json()["detail"]


def test_a_platform_has_its_own_address(stack: Stack) -> None:
    assert address(stack, "alice") != address(stack, "marusya")
