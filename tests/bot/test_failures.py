"""What dies comes back: nothing is done twice, nothing that was agreed is lost."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import httpx
import pytest
from redis import Redis

from tests.bot.conftest import operator_of
from tests.bot.people import (
    ASK,
    BALANCE,
    DOWN,
    TOP_UP,
    TOPPED_UP,
    paid,
    person_of,
)
from tests.conftest import MakeChatter
from tests.operator_world import OperatorWorld
from tests.stack import Chatter, Stack, running
from tests.waiting import until


@pytest.fixture(scope="module")
def mortal(model: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Run a product whose parts may be killed; every test leaves it whole."""
    with running(tmp_path_factory.mktemp("mortal")) as stack:
        yield stack


@pytest.fixture
def its_operator(mortal: Stack, own_numbers: Iterator[int]) -> Iterator[OperatorWorld]:
    """The demo operator of the mortal product; all trouble ends with the test."""
    world = operator_of(mortal, own_numbers)
    yield world
    world.calm()


# Killed between the operator's answer and Mia's.


def test_a_change_survives_the_death_of_the_bot(mortal: Stack, its_operator: OperatorWorld) -> None:
    """The operator has paid, Mia dies before she says so; after the restart «да» pays no more."""
    number = its_operator.newcomer()
    person = person_of(mortal, number)
    person.say(TOP_UP)
    its_operator.trouble("billing", drop_answer=True)
    with ThreadPoolExecutor(1) as pool:
        unheard: Future[str] = pool.submit(person.say, "да")
        until(lambda: paid(its_operator, number) == ["top_up"])
        mortal.kill("bot")
        with pytest.raises(httpx.TransportError):
            unheard.result()
    its_operator.calm()
    mortal.start("bot")
    assert TOPPED_UP in person.say("да")
    assert paid(its_operator, number) == ["top_up"]
    assert TOPPED_UP in person.say(ASK)


def test_an_outcome_that_was_not_known_is_told_after_a_restart(
    mortal: Stack, its_operator: OperatorWorld
) -> None:
    number = its_operator.newcomer()
    person = person_of(mortal, number)
    person.say(TOP_UP)
    its_operator.trouble("billing", drop_answer=True)
    assert "Делаю" in person.say("да")
    mortal.kill("bot")
    its_operator.calm()
    mortal.start("bot")
    assert TOPPED_UP in person.say("ну что там?")
    assert TOPPED_UP not in person.say("спасибо")
    assert paid(its_operator, number) == ["top_up"]


def test_an_outcome_that_was_not_known_is_told_hours_later(
    mortal: Stack, its_operator: OperatorWorld
) -> None:
    """Open questions end with the session; what is under way at the operator's does not."""
    number = its_operator.newcomer()
    person = person_of(mortal, number)
    person.say(TOP_UP)
    its_operator.trouble("billing", drop_answer=True)
    assert "Делаю" in person.say("да")
    its_operator.calm()
    _let_hours_pass(mortal)
    assert TOPPED_UP in person.say("ну что там?")
    assert paid(its_operator, number) == ["top_up"]


def _let_hours_pass(stack: Stack, hours: float = 5) -> None:
    """Put the stored turns of all conversations back in time."""
    with Redis.from_url(stack.redis_url) as redis:
        for key in redis.scan_iter("mia:tracker:tail:*"):
            tail = json.loads(redis.get(key))
            for event in tail["events"]:
                event["timestamp"] -= hours * 3600
            redis.set(key, json.dumps(tail))


def test_one_lost_answer_is_not_even_noticed(mortal: Stack, its_operator: OperatorWorld) -> None:
    number = its_operator.newcomer()
    person = person_of(mortal, number)
    person.say(TOP_UP)
    its_operator.trouble("billing", drop_answer=1)
    assert TOPPED_UP in person.say("да")
    assert paid(its_operator, number) == ["top_up"]


def test_an_open_question_survives_a_restart_of_the_bot(
    mortal: Stack, its_operator: OperatorWorld
) -> None:
    number = its_operator.newcomer()
    person, guest = person_of(mortal, number), Chatter(mortal, uuid.uuid4().hex)
    person.say("хочу подарить другу 1 гигабайт")
    assert person.end["expect"] == "digits"
    guest.say(ASK)
    guest.say(number)
    assert guest.end["secret"] is True
    mortal.children.pop("bot").stop()
    mortal.start("bot")
    assert BALANCE in guest.say("0000")
    person.say("79000000003")
    assert person.end["expect"] == "yes_no"


# The store.


def test_without_its_store_mia_says_so_and_recovers(
    mortal: Stack, its_operator: OperatorWorld
) -> None:
    number = its_operator.newcomer()
    person = person_of(mortal, number)
    person.say(TOP_UP)
    mortal.kill("redis")
    headers = {"Authorization": f"Bearer {person.token}"}
    body = {"sender": person.sender, "message": "да"}
    for method, path in (("POST", "/webhooks/rest/webhook"), ("GET", "/health/ready")):
        answer = httpx.request(method, mortal.url + path, json=body, headers=headers, timeout=30)
        assert answer.status_code == 503
        assert answer.headers["content-type"] == "application/problem+json"
    assert httpx.get(f"{mortal.url}/health/live").status_code == 200
    assert paid(its_operator, number) == []
    mortal.start("redis")
    assert TOPPED_UP in person.say("да")
    assert paid(its_operator, number) == ["top_up"]


# The operator's systems.


def test_without_the_operator_mia_goes_on_talking(
    mortal: Stack, its_operator: OperatorWorld
) -> None:
    number = its_operator.newcomer()
    person = person_of(mortal, number)
    person.say(TOP_UP)
    mortal.kill("sandbox")
    said = person.say("да")
    assert any(words in said for words in DOWN)
    assert "112" in person.say("пожар, нужна помощь")
    mortal.start("sandbox")
    until(lambda: BALANCE in person.say(ASK), pause=0.5)
    assert paid(its_operator, number) == []


ASKED = {
    "billing": ASK,
    "inventory": "какой у меня тариф",
    "gifts": "хочу подарок",
    "promo_codes": "активируй промокод MIA2026",
    "loyalty": "какие у меня скидки по программе больше",
}
BUT = {
    "billing": "активируй промокод MIA2026",
    "inventory": "хочу подарок",
    "gifts": ASK,
    "promo_codes": ASK,
    "loyalty": ASK,
}


@pytest.mark.parametrize(("system", "asked"), ASKED.items())
def test_a_system_that_is_down_is_named_and_the_others_go_on(
    chatter: MakeChatter, operator: OperatorWorld, system: str, asked: str
) -> None:
    number = operator.newcomer()
    person = chatter(number)
    operator.trouble(system, outage=True)
    said = person.say(asked)
    assert any(words in said for words in DOWN)
    another = chatter(operator.newcomer())
    assert not any(words in another.say(BUT[system]) for words in DOWN)
    operator.calm()
    until(lambda: not any(words in person.say(asked) for words in DOWN), pause=0.2)
    assert paid(operator, number) == []


def test_a_system_that_hangs_is_named_in_time(
    chatter: MakeChatter, operator: OperatorWorld
) -> None:
    person = chatter(operator.newcomer())
    operator.trouble("billing", delay=60)
    assert any(words in person.say(ASK) for words in DOWN)
    operator.calm()
    until(lambda: BALANCE in person.say(ASK), pause=0.2)


def test_after_a_long_outage_the_circuit_closes_again(
    chatter: MakeChatter, operator: OperatorWorld
) -> None:
    person = chatter(operator.newcomer())
    operator.trouble("loyalty", outage=True)
    for _ in range(6):
        said = person.say(ASKED["loyalty"])
        assert any(words in said for words in DOWN), said
    operator.calm()
    until(lambda: "такси" in person.say(ASKED["loyalty"]), pause=0.2)


def test_without_the_customer_system_a_pin_can_be_entered_later(
    stack: Stack, operator: OperatorWorld
) -> None:
    guest = Chatter(stack, uuid.uuid4().hex)
    guest.client.headers["X-Forwarded-For"] = "198.51.100.20"
    guest.say(ASK)
    guest.say(operator.newcomer())
    operator.trouble("customers", outage=True)
    assert any(words in guest.say("0000") for words in DOWN)
    operator.calm()
    until(lambda: BALANCE in guest.say("0000"), pause=0.2)
