"""Account linking over HTTP: codes, tokens, and what is refused."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import redis

from bot.players.linking import BACK, link
from tests.bot.linking.signing_in import (
    QUERY,
    Browser,
    exchange,
    is_linked,
    linked,
    refresh,
    revoke,
    secret_of,
    sms_code,
)
from tests.operator_world import OperatorWorld
from tests.stack import Stack


def test_a_subscriber_links_with_the_code_of_the_sms(stack: Stack, operator: OperatorWorld) -> None:
    number = operator.newcomer()
    back = Browser(stack, "203.0.113.20").sign_in(operator, number)
    assert back["state"] == ["s"]
    answer = exchange(stack, back["code"][0])
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    tokens = answer.json()
    assert tokens["token_type"] == "Bearer"
    assert tokens["expires_in"] == 24 * 3600
    assert {"access_token", "refresh_token"} <= set(tokens)


def test_nothing_that_opens_is_stored_as_it_is(stack: Stack, operator: OperatorWorld) -> None:
    tokens = link(
        stack.url, "alice", secret_of(stack), number := operator.newcomer(),
        lambda page: sms_code(operator, number),
    )  # fmt: skip
    with redis.Redis.from_url(stack.redis_url, decode_responses=True) as client:
        kept = " ".join(client.scan_iter("mia:link:*"))
        values = [client.get(k) or "" for k in client.scan_iter("mia:link:access:*")]
    for token in (tokens["access_token"], tokens["refresh_token"]):
        assert token not in kept
        assert all(token not in value for value in values)


def test_a_code_serves_once_and_twice_revokes_what_came_of_it(
    stack: Stack, operator: OperatorWorld
) -> None:
    code = Browser(stack, "203.0.113.21").sign_in(operator, operator.newcomer())["code"][0]
    tokens = exchange(stack, code).json()
    assert is_linked(stack, tokens)
    assert exchange(stack, code).json()["error"] == "invalid_grant"
    assert not is_linked(stack, tokens)
    assert refresh(stack, tokens).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"code_verifier": "w" * 64}, "invalid_grant"),
        ({"code_verifier": ""}, "invalid_request"),
        ({"redirect_uri": "http://127.0.0.1/elsewhere"}, "invalid_grant"),
        ({"code": "guessed"}, "invalid_grant"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
    ],
)
def test_a_code_in_wrong_hands_gives_nothing(
    stack: Stack, operator: OperatorWorld, more: dict[str, str], error: str
) -> None:
    code = Browser(stack, "203.0.113.22").sign_in(operator, operator.newcomer())["code"][0]
    answer = exchange(stack, **{"code": code, **more})
    assert answer.status_code == 400
    assert answer.json()["error"] == error


def test_a_client_without_its_secret_gets_nothing(stack: Stack, operator: OperatorWorld) -> None:
    code = Browser(stack, "203.0.113.23").sign_in(operator, operator.newcomer())["code"][0]
    data = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK}
    wrong = httpx.post(f"{stack.url}/oauth/token", data=data, auth=("alice", "guess"))
    assert (wrong.status_code, wrong.json()["error"]) == (401, "invalid_client")


@pytest.mark.parametrize(
    "query",
    [
        {"client_id": "nobody"},
        {"redirect_uri": "https://evil.example/"},
        {"redirect_uri": "http://127.0.0.1.evil.example/"},
        {"redirect_uri": "http://evil.example\\@127.0.0.1/"},
        {"redirect_uri": "http://127.0.0.1@evil.example/"},
        {"redirect_uri": "https://social.yandex.net/broker/redirect/more"},
        {"redirect_uri": "https://social.yandex.net/broker/redirect?more=1"},
    ],
)
def test_nobody_is_sent_to_an_address_that_is_not_the_clients(
    stack: Stack, query: dict[str, str]
) -> None:
    page = Browser(stack, "203.0.113.24", **query).page
    assert page.status_code == 400
    assert "Location" not in page.headers


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
    ],
)
def test_a_wrong_request_is_told_to_the_platform(
    stack: Stack, query: dict[str, str], error: str
) -> None:
    page = Browser(stack, "203.0.113.25", **query).page
    assert page.status_code == 302
    assert parse_qs(urlsplit(page.headers["Location"]).query)["error"] == [error]


@pytest.mark.parametrize("name", ["response_type", "redirect_uri", "client_id"])
@pytest.mark.parametrize("odd", ["\\", "ш", '"', "\0", "😀"])
def test_what_is_odd_is_refused_in_order(stack: Stack, name: str, odd: str) -> None:
    query = {**QUERY, name: odd}
    assert httpx.get(f"{stack.url}/oauth/authorize", params=query).status_code == 400


@pytest.mark.parametrize("path", ["token", "revoke"])
@pytest.mark.parametrize("shown", ["Basic ш", "Basic /w==", "Basic", "Bearer x"])
def test_credentials_that_cannot_be_read_are_refused(stack: Stack, path: str, shown: str) -> None:
    data = {"grant_type": "refresh_token", "refresh_token": "x", "token": "x"}
    headers = {"Authorization": shown.encode()}
    answer = httpx.post(f"{stack.url}/oauth/{path}", data=data, headers=headers)
    assert answer.status_code in (400, 401)
    assert answer.json()["error"] in ("invalid_request", "invalid_client")


def test_a_refresh_token_gives_new_tokens(stack: Stack, operator: OperatorWorld) -> None:
    tokens = linked(stack, operator)
    stranger = refresh(stack, tokens, "marusya")
    assert stranger.json()["error"] == "invalid_grant"
    fresh = refresh(stack, tokens).json()
    for name in ("access_token", "refresh_token"):
        assert fresh[name] not in ("", tokens[name])
    assert is_linked(stack, fresh)


def test_an_answer_that_was_lost_unlinks_nobody(stack: Stack, operator: OperatorWorld) -> None:
    tokens = linked(stack, operator)
    assert refresh(stack, tokens).status_code == 200
    assert is_linked(stack, refresh(stack, refresh(stack, tokens).json()).json())


def test_a_refresh_token_in_two_hands_is_good_in_none(
    stack: Stack, operator: OperatorWorld
) -> None:
    stolen = linked(stack, operator)
    newest = refresh(stack, refresh(stack, stolen).json()).json()
    assert is_linked(stack, newest)
    assert refresh(stack, stolen).json()["error"] == "invalid_grant"
    assert refresh(stack, newest).json()["error"] == "invalid_grant"
    assert not is_linked(stack, newest)


def test_a_revoked_refresh_token_takes_its_access_tokens_with_it(
    stack: Stack, operator: OperatorWorld
) -> None:
    tokens = linked(stack, operator)
    assert revoke(stack, tokens["refresh_token"], "marusya").status_code == 400
    assert is_linked(stack, tokens)
    assert revoke(stack, tokens["refresh_token"]).status_code == 200
    assert refresh(stack, tokens).json()["error"] == "invalid_grant"
    assert not is_linked(stack, tokens)


def test_a_cookie_of_strange_letters_is_another_browser(stack: Stack) -> None:
    page = Browser(stack, "203.0.113.29")
    (id_,) = re.findall(r'name="id" value="([^"]+)"', page.page.text)
    answer = httpx.post(
        f"{stack.url}/oauth/authorize",
        data={"id": id_, "step": "code", "code": "123456"},
        headers={"Cookie": b"mia_sign_in=\xff\xfe"},
    )
    assert answer.status_code == 410
