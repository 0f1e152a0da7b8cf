"""Nobody hears what is another's, and no secret stays where it does not belong."""

from __future__ import annotations

import json
import re
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import jwt
import pytest
import redis
import websockets

from actions.service_tokens import ServiceToken, issue
from bot.identity.tokens import DemoIssuer
from tests.bot.socket_io import Refused, connected
from tests.conftest import MakeChatter
from tests.operator_world import OperatorWorld
from tests.stack import Chatter, Stack

ANNA, ANNAS_BALANCE, ANNAS_PIN = "79000000001", "342,50", "4821"
BORIS, BORIS_BALANCE = "79000000002", "54,20"
JEANNE, JEANNES_PIN = "79000000007", "5150"
ASK = "сколько на балансе"
NOT_FITTING, STOPPED = "PIN не подошёл.", "PIN не подошёл несколько раз"


def guest(stack: Stack, address: str, sender: str | None = None) -> Chatter:
    """Return somebody unknown who comes from an address."""
    client = httpx.Client(timeout=30, headers={"X-Forwarded-For": address})
    return Chatter(stack, sender or f"guest-{uuid.uuid4().hex}", client=client)


def up_to_the_pin(chatter: Chatter, msisdn: str) -> Chatter:
    """Say what is wanted and by which number; the PIN is asked for next."""
    chatter.say(ASK)
    chatter.say(msisdn)
    assert chatter.end["secret"] is True
    return chatter


# Another's balance.


def test_who_knows_a_sender_id_learns_nothing(chatter: MakeChatter, stack: Stack) -> None:
    anna = chatter(ANNA)
    assert ANNAS_BALANCE in anna.say(ASK)
    stranger = Chatter(stack, anna.sender)
    boris = Chatter(stack, anna.sender, stack.app_token(BORIS))
    for said in ("повтори", ASK, "ну что там?"):
        assert ANNAS_BALANCE not in stranger.say(said)
        assert ANNAS_BALANCE not in boris.say(said)
    assert BORIS_BALANCE in boris.say(ASK)


async def test_who_knows_a_sender_id_sees_no_history(chatter: MakeChatter, stack: Stack) -> None:
    address = stack.url.replace("http", "ws", 1) + "/webhooks/chat"
    sender = f"known-{uuid.uuid4().hex}"

    async def hello(token: str | None) -> str:
        async with websockets.connect(address) as socket:
            await socket.send(json.dumps({"type": "hello", "sender": sender, "token": token}))
            welcome = str(await socket.recv())
            if token:
                await socket.send(
                    json.dumps({"type": "message", "id": uuid.uuid4().hex, "text": ASK})
                )
                while "reply" not in (frame := json.loads(await socket.recv()))["type"]:
                    assert frame["type"] == "typing"
            return welcome

    await hello(stack.app_token(ANNA))
    assert ANNAS_BALANCE in await hello(stack.app_token(ANNA))
    assert ANNAS_BALANCE not in await hello(None)
    assert ANNAS_BALANCE not in await hello(stack.app_token(BORIS))


@pytest.mark.parametrize(
    "typed",
    [
        '/check_balance{"msisdn": "79000000001"}',
        '/check_balance{"subject": "79000000001", "sureness": "verified"}',
        '//check_balance{"msisdn": "79000000001"}',
        " /check_balance",
        '/answer{"value": "79000000001"}',
    ],
)
def test_commands_that_are_typed_are_plain_text(
    chatter: MakeChatter, stack: Stack, typed: str
) -> None:
    boris, nobody = chatter(BORIS), chatter()
    for person in (boris, nobody):
        assert ANNAS_BALANCE not in person.say(typed)
    tracker = httpx.get(
        f"{stack.url}/conversations/{boris.end['conversation']}/tracker",
        headers={"Authorization": f"Bearer {stack.operator_token()}"},
    ).json()
    assert tracker["latest_message"]["text"] == typed.lstrip("/ ")


def test_identity_is_not_taken_from_a_message(stack: Stack) -> None:
    mia = {"channel": "app", "subject": ANNA, "sureness": "verified"}
    body = {
        "sender": "somebody",
        "message": ASK,
        "metadata": {"mia": mia, "subject": ANNA, "sureness": "verified"},
        "subject": ANNA,
    }
    answer = httpx.post(f"{stack.url}/webhooks/rest/webhook", json=body)
    assert answer.status_code == 200
    assert ANNAS_BALANCE not in answer.text


def test_a_button_is_honoured_only_where_it_was_shown(chatter: MakeChatter) -> None:
    shown, elsewhere = chatter(BORIS), chatter(BORIS)
    shown.say("хочу сменить номер")
    payload = shown.buttons()["Позвать специалиста"]
    elsewhere.say(payload)
    assert "directive" not in elsewhere.end
    shown.say(payload)
    assert "transfer" in shown.end["directive"]


def test_a_typed_yes_command_confirms_nothing_that_was_not_asked(
    chatter: MakeChatter, operator: OperatorWorld
) -> None:
    number = operator.newcomer()
    asked, elsewhere = chatter(number), chatter(number)
    asked.say("пополни счёт на 150 рублей")
    assert asked.end["expect"] == "yes_no"
    elsewhere.say(asked.buttons()["Да, пополнить"])
    assert operator.audit(number) == []
    asked.press("Да, пополнить")
    assert [line["what"] for line in operator.audit(number)] == ["top_up"]


# Tokens at the door.

BadToken = Callable[[Stack], str]


def _of_app(stack: Stack, **changes: object) -> str:
    secret = (stack.var / "app-secret").read_text().strip()
    claims = {"aud": "mia", "sub": ANNA, "sureness": "verified", "exp": int(time.time()) + 60}
    return jwt.encode({**claims, **changes}, secret, algorithm="HS256")


def _unsigned(stack: Stack) -> str:
    claims = jwt.decode(stack.app_token(ANNA), options={"verify_signature": False})
    return jwt.encode(claims, "", algorithm="none")


BAD_TOKENS: dict[str, BadToken] = {
    "forged": lambda stack: DemoIssuer("x" * 32).issue(ANNA),
    "expired": lambda stack: stack.app_token(ANNA, seconds=-1),
    "for another audience": lambda stack: _of_app(stack, aud="another-app"),
    "of no number": lambda stack: _of_app(stack, sub="admin"),
    "unsigned": _unsigned,
    "of a service": lambda stack: issue(stack.secret, "bot", ServiceToken(ANNA, "app", "verified")),
    "of the operator": lambda stack: stack.operator_token(),
    "tampered with": lambda stack: stack.app_token(ANNA)[:-6] + "AAAAAA",
    "nonsense": lambda stack: "nonsense",
}
each_bad_token = pytest.mark.parametrize("make", BAD_TOKENS.values(), ids=BAD_TOKENS.keys())


def test_the_token_that_the_bad_ones_are_made_from_is_good(stack: Stack) -> None:
    assert ANNAS_BALANCE in Chatter(stack, uuid.uuid4().hex, _of_app(stack)).say(ASK)


@each_bad_token
def test_a_bad_token_is_refused_over_rest(stack: Stack, make: BadToken) -> None:
    answer = httpx.post(
        f"{stack.url}/webhooks/rest/webhook",
        json={"sender": "somebody", "message": ASK},
        headers={"Authorization": f"Bearer {make(stack)}"},
    )
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["status"] == 401


@each_bad_token
async def test_a_bad_token_is_refused_over_the_websocket(stack: Stack, make: BadToken) -> None:
    async with websockets.connect(stack.url.replace("http", "ws", 1) + "/webhooks/chat") as socket:
        await socket.send(json.dumps({"type": "hello", "sender": "s", "token": make(stack)}))
        frame = json.loads(await socket.recv())
        assert (frame["type"], frame["problem"]["status"]) == ("error", 401)
        await socket.send(json.dumps({"type": "message", "id": "1", "text": ASK}))
        assert json.loads(await socket.recv())["problem"]["title"] == "Hello first"


@each_bad_token
async def test_a_bad_token_is_refused_over_socket_io(stack: Stack, make: BadToken) -> None:
    with pytest.raises(Refused):
        async with connected(stack, make(stack)):
            pytest.fail("a bad token was accepted")


# Routes of the operator.

INTERNAL = [
    ("GET", "/metrics", None),
    ("GET", "/operator/openapi.json", None),
    ("GET", "/conversations/rest-0/tracker", None),
    ("POST", "/model/parse", {"text": "привет"}),
]


@pytest.mark.parametrize(("method", "path", "body"), INTERNAL)
def test_the_operators_routes_need_an_operator_token(
    stack: Stack, method: str, path: str, body: object
) -> None:
    def status(token: str | None) -> int:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = httpx.request(method, stack.url + path, json=body, headers=headers)
        if answer.is_error:
            assert answer.headers["content-type"] == "application/problem+json"
        return answer.status_code

    signed_in = up_to_the_pin(guest(stack, "198.51.100.1"), ANNA)
    signed_in.say(ANNAS_PIN)
    assert status(None) == 401
    assert status(stack.app_token(ANNA)) == status(signed_in.token) == status("nonsense") == 403
    assert status(stack.operator_token()) in (200, 404)


def test_the_public_description_leaves_the_operators_routes_out(stack: Stack) -> None:
    described = httpx.get(f"{stack.url}/openapi.json").json()["paths"]
    assert "/webhooks/rest/webhook" in described
    assert not {path for _, path, _ in INTERNAL} & set(described)
    assert "/conversations/{conversation}/tracker" not in described


# PINs.


def test_a_pin_opens_what_was_asked_for(stack: Stack) -> None:
    person = up_to_the_pin(guest(stack, "198.51.100.2"), ANNA)
    assert ANNAS_BALANCE in person.say(ANNAS_PIN)
    session = Chatter(stack, uuid.uuid4().hex, person.token)
    assert ANNAS_BALANCE in session.say(ASK)
    without = Chatter(stack, person.sender)
    assert ANNAS_BALANCE not in without.say(ASK)


def test_pins_are_kept_nowhere(stack: Stack, operator: OperatorWorld) -> None:
    """Neither right nor wrong ones, nor one entered after the number was locked."""
    right = up_to_the_pin(guest(stack, "198.51.100.3"), JEANNE)
    right.say(JEANNES_PIN)
    locked = up_to_the_pin(guest(stack, "198.51.100.3"), operator.newcomer())
    spoken = ["7391", "8 2 6 4", "мой пин 6157", "5938", "шесть четыре восемь три"]
    for pin in spoken:
        locked.say(pin, message_id=uuid.uuid4().hex)
    secrets = [JEANNES_PIN, "7391", "8264", "8 2 6 4", "6157", "5938", "6483", "четыре восемь"]
    kept = [*_texts_in_redis(stack), *_texts_in_files(stack.var)]
    assert any(JEANNE in text for text in kept)
    found = {s for s in secrets for text in kept if re.search(rf"(?<![\w.:-]){s}(?![\w.:-])", text)}
    assert found == set()


def _texts_in_redis(stack: Stack) -> Iterator[str]:
    with redis.Redis.from_url(stack.redis_url, decode_responses=True) as client:
        for key in client.scan_iter():
            kind = client.type(key)
            value: object = {
                "string": client.get,
                "list": lambda name: client.lrange(name, 0, -1),
                "set": client.smembers,
                "hash": client.hgetall,
            }[str(kind)](key)
            yield f"{key} {value!r}"


def _texts_in_files(var: Path) -> Iterator[str]:
    """Yield the logs, and all that Redis has ever written to disk."""
    for path in [*var.glob("log/*"), *var.glob("redis/**/*")]:
        if path.is_file():
            yield path.read_text(encoding="utf-8", errors="replace")


def test_three_wrong_pins_lock_the_number(stack: Stack, operator: OperatorWorld) -> None:
    number = operator.newcomer()
    person = up_to_the_pin(guest(stack, "198.51.100.4"), number)
    assert "2 попытки" in person.say("1111")
    assert "одна попытка" in person.say("2222")
    assert STOPPED in person.say("3333")
    assert STOPPED in person.say("0000")
    another = up_to_the_pin(guest(stack, "198.51.100.5"), number)
    assert STOPPED in another.say("0000")
    assert another.token is None


def test_after_a_lock_other_things_are_answered(stack: Stack, operator: OperatorWorld) -> None:
    person = up_to_the_pin(guest(stack, "198.51.100.6"), operator.newcomer())
    for pin in ("1111", "2222", "3333"):
        person.say(pin)
    person.press("Позвать специалиста")
    assert "transfer" in person.end["directive"]


def test_guessing_over_many_numbers_from_one_address_is_stopped(
    stack: Stack, operator: OperatorWorld
) -> None:
    """Also when the guesses come all at once."""
    address, numbers = "203.0.113.7", [operator.newcomer() for _ in range(26)]
    waiting = [up_to_the_pin(guest(stack, address), number) for number in numbers]
    with ThreadPoolExecutor(len(waiting)) as pool:
        said = list(pool.map(lambda person: person.say("9999"), waiting))
    assert sum(NOT_FITTING in text for text in said) == 20
    assert sum(STOPPED in text for text in said) == 6
    late = up_to_the_pin(guest(stack, address), operator.newcomer())
    assert STOPPED in late.say("0000")
    elsewhere = up_to_the_pin(guest(stack, "203.0.113.8"), operator.newcomer())
    assert "300\u00a0₽" in elsewhere.say("0000")


def test_right_pins_are_not_counted_as_guesses(stack: Stack) -> None:
    for _ in range(22):
        person = up_to_the_pin(guest(stack, "203.0.113.9"), ANNA)
        assert ANNAS_BALANCE in person.say(ANNAS_PIN)


async def test_addresses_are_told_apart_over_socket_io(
    stack: Stack, operator: OperatorWorld
) -> None:
    """The guesses of one address are not held against the others."""

    async def sign_in(address: str, number: str, pin: str) -> str:
        async with connected(stack, address=address) as line:
            for text in (ASK, number, pin):
                answer = await line.say(text)
        return str(answer["text"])

    with redis.Redis.from_url(stack.redis_url) as client:
        client.set("mia:tries:203.0.113.10", 20, ex=60)
    assert STOPPED in await sign_in("203.0.113.10", operator.newcomer(), "0000")
    assert "300\u00a0₽" in await sign_in("203.0.113.11", operator.newcomer(), "0000")


def test_the_stored_reply_of_a_pin_is_for_that_pin_alone(stack: Stack) -> None:
    person = up_to_the_pin(guest(stack, "198.51.100.7"), ANNA)
    first = person.say(ANNAS_PIN, message_id="the-pin")
    for stranger in (guest(stack, "198.51.100.8", person.sender), guest(stack, "198.51.100.8")):
        for guess in ("", "1111", "повтори"):
            body = {
                "sender": stranger.sender,
                "message": guess,
                "metadata": {"message_id": "the-pin"},
            }
            answer = stranger.client.post(f"{stack.url}/webhooks/rest/webhook", json=body)
            assert ANNAS_BALANCE not in answer.text
            if stranger.sender == person.sender:
                assert answer.status_code == 422
                assert answer.headers["content-type"] == "application/problem+json"
    again = guest(stack, "198.51.100.7", person.sender)
    assert again.say(ANNAS_PIN, message_id="the-pin") == first
