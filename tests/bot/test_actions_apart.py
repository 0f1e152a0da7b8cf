"""The actions at a server of their own: it believes the bot alone, and what it cannot do is said."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from actions.service_tokens import ServiceToken, issue
from tests.bot.conftest import operator_of
from tests.bot.people import ANNA, ANNAS_BALANCE, ASK, BALANCE, TOP_UP, TOPPED_UP, paid, person_of
from tests.operator_world import OperatorWorld
from tests.stack import Stack, free_port, running
from tests.waiting import until

SECRET_WORDS = "тайна-которой-нет-в-журнале"


@pytest.fixture(scope="module")
def apart(model: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Run a product whose actions are a process of their own; every test leaves it whole."""
    with running(tmp_path_factory.mktemp("apart"), actions_port=free_port()) as stack:
        yield stack


@pytest.fixture
def its_operator(apart: Stack, own_numbers: Iterator[int]) -> Iterator[OperatorWorld]:
    """The demo operator of that product; all trouble ends with the test."""
    world = operator_of(apart, own_numbers)
    yield world
    world.calm()


# Who is believed.


def call(subject: str = ANNA) -> dict[str, Any]:
    """Return what Rasa sends to have a balance looked up."""
    mia = {"subject": subject, "sureness": "verified", "channel": "app"}
    tracker = {
        "sender_id": "somebody",
        "slots": {},
        "latest_message": {"metadata": {"mia": mia}},
        "events": [],
        "paused": False,
        "followup_action": None,
        "active_loop": {},
        "latest_action_name": None,
        "latest_event_time": 0,
    }
    return {"next_action": "action_check_balance", "sender_id": "somebody", "tracker": tracker}


def bearer(stack: Stack, subject: str, sureness: str = "verified", **claims: Any) -> dict[str, str]:
    audience = claims.get("audience", "actions")
    token = issue(stack.secret, audience, ServiceToken(subject, "app", sureness))
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize("path", ["/webhook", "/webhook/", "/webhook?x=1", "/actions", "/actions/"])
def test_without_the_bots_token_nothing_is_done_or_told(apart: Stack, path: str) -> None:
    method = "GET" if "actions" in path else "POST"
    body = call() if method == "POST" else None
    answer = httpx.request(method, apart.actions_url + path, json=body)
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert "342" not in answer.text


@pytest.mark.parametrize("path", ["/webhook", "/webhook/"])
def test_a_token_is_good_for_its_person_and_its_hop(apart: Stack, path: str) -> None:
    url = apart.actions_url + path
    assert httpx.post(url, json=call(), headers=bearer(apart, ANNA)).status_code == 200
    others = [
        (bearer(apart, "79000000002"), 403),
        (bearer(apart, ANNA, "claimed"), 403),
        (bearer(apart, ANNA, audience="operator"), 401),
    ]
    for headers, status in others:
        assert httpx.post(url, json=call(), headers=headers).status_code == status


# What is done there.


def test_what_is_asked_and_done_is_as_it_is_in_the_bot(
    apart: Stack, its_operator: OperatorWorld
) -> None:
    assert ANNAS_BALANCE in person_of(apart, ANNA).say(ASK)
    number = its_operator.newcomer()
    person = person_of(apart, number)
    person.say(TOP_UP)
    assert TOPPED_UP in person.say("да")
    assert paid(its_operator, number) == ["top_up"]


def test_while_the_actions_are_away_nothing_is_claimed_to_be_done(
    apart: Stack, its_operator: OperatorWorld
) -> None:
    number = its_operator.newcomer()
    person = person_of(apart, number)
    person.say(TOP_UP)
    apart.kill("actions")
    said = person.say("да")
    assert said
    assert TOPPED_UP not in said
    assert "112" in person.say("пожар, нужна помощь")
    apart.start("actions")
    until(lambda: BALANCE in person.say(ASK), pause=0.5)
    assert paid(its_operator, number) == []


def test_a_change_survives_the_death_of_the_actions(
    apart: Stack, its_operator: OperatorWorld
) -> None:
    """The operator has paid, the actions die before they say so: Mia asks again under the same key."""
    number = its_operator.newcomer()
    person = person_of(apart, number)
    person.say(TOP_UP)
    its_operator.trouble("billing", drop_answer=True)
    with ThreadPoolExecutor(1) as pool:
        said = pool.submit(person.say, "да")
        until(lambda: paid(its_operator, number) == ["top_up"])
        apart.kill("actions")
        assert "Делаю" in said.result()
    its_operator.calm()
    apart.start("actions")
    assert TOPPED_UP in person.say("ну что там?")
    assert paid(its_operator, number) == ["top_up"]
