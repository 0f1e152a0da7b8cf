"""Nobody hears what is another's, and no secret stays where it does not belong."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable

import httpx
import jwt
import pytest
import websockets

from actions.service_tokens import ServiceToken, issue
from bot.identity.tokens import DemoIssuer
from tests.bot.people import (
    ANNA,
    ANNAS_BALANCE,
    ANNAS_PIN,
    ASK,
    guest,
    up_to_the_pin,
)
from tests.bot.socket_io import Refused, connected
from tests.conftest import MakeChatter
from tests.operator_world import OperatorWorld
from tests.stack import Chatter, Stack

BORIS, BORIS_BALANCE = "79000000002", "54,20"


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
    "of a service, for another": lambda stack: issue(
        stack.secret, "operator", ServiceToken(ANNA, "app", "verified")
    ),
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
