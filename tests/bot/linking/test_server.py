"""Account linking over HTTP: the sign-in page, codes, tokens, and what is refused."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import redis
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from actions.service_tokens import read_secret
from bot.players.linking import BACK, LinkingFailed, link
from tests.operator_world import OperatorWorld
from tests.speakers import speaker
from tests.stack import Stack

VERIFIER = "v" * 64
QUERY = {
    "response_type": "code",
    "client_id": "alice",
    "redirect_uri": BACK,
    "state": "s",
    "code_challenge": create_s256_code_challenge(VERIFIER),
    "code_challenge_method": "S256",
}


def secret_of(stack: Stack, platform: str = "alice") -> str:
    return read_secret(stack.var / f"{platform}-oauth-secret", create=True)


class Browser:
    """A person's browser at the sign-in page."""

    def __init__(self, stack: Stack, address: str, **query: str) -> None:
        headers = {"X-Forwarded-For": address}
        self.client = httpx.Client(base_url=stack.url, timeout=20, headers=headers)
        self.page = self.client.get("/oauth/authorize", params={**QUERY, **query})

    def step(self, step: str, **fields: str) -> httpx.Response:
        found = re.search(r'name="id" value="([^"]+)"', self.page.text)
        assert found, self.page.text
        data = {"id": found[1], "step": step, **fields}
        self.page = self.client.post("/oauth/authorize", data=data)
        return self.page

    def sign_in(self, operator: OperatorWorld, number: str) -> dict[str, list[str]]:
        self.step("number", number=number)
        answer = self.step("code", code=sms_code(operator, number))
        assert answer.status_code == 302, answer.text
        return parse_qs(urlsplit(answer.headers["Location"]).query)


def sms_code(operator: OperatorWorld, number: str) -> str:
    found = re.match(r"\d{6}", operator.sms(number)[0])
    assert found
    return found[0]


def exchange(stack: Stack, code: str, **more: str) -> httpx.Response:
    data = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
        **more,
    }
    return httpx.post(f"{stack.url}/oauth/token", data=data, auth=("alice", secret_of(stack)))


def linked(stack: Stack, operator: OperatorWorld) -> dict[str, str]:
    """Tokens of a subscriber who signed in."""
    number = operator.newcomer()
    return link(
        stack.url, "alice", secret_of(stack), number, lambda page: sms_code(operator, number),
        {"X-Forwarded-For": f"198.18.64.{int(number) % 256}"},
    )  # fmt: skip


def refresh(stack: Stack, tokens: dict[str, str], client: str = "alice") -> httpx.Response:
    data = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    auth = (client, secret_of(stack, client))
    return httpx.post(f"{stack.url}/oauth/token", data=data, auth=auth)


def revoke(stack: Stack, token: str, client: str = "alice") -> httpx.Response:
    auth = (client, secret_of(stack, client))
    return httpx.post(f"{stack.url}/oauth/revoke", data={"token": token}, auth=auth)


def is_linked(stack: Stack, tokens: dict[str, str]) -> bool:
    """Whether a speaker with this access token tells what is the subscriber's."""
    said = speaker(stack, "alice", token=tokens["access_token"]).say("сколько на балансе")
    return "свяжем" not in said.text


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


def test_a_person_may_refuse(stack: Stack) -> None:
    answer = Browser(stack, "203.0.113.26").step("deny")
    assert parse_qs(urlsplit(answer.headers["Location"]).query)["error"] == ["access_denied"]


def test_a_page_is_its_browsers_own(stack: Stack) -> None:
    browser = Browser(stack, "203.0.113.27")
    browser.client.cookies.clear()
    assert browser.step("number", number="+7 900 000-00-01").status_code == 410


def test_a_page_may_not_be_framed(stack: Stack) -> None:
    policy = Browser(stack, "203.0.113.28").page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self' http://127.0.0.1" in policy


def test_wrong_codes_are_limited(stack: Stack, operator: OperatorWorld) -> None:
    number = operator.newcomer()
    browser = Browser(stack, "203.0.113.29")
    browser.step("number", number=number)
    right = sms_code(operator, number)
    wrong = f"{(int(right) + 1) % 10**6:06}"
    for _ in range(5):
        assert "Код не подошёл. Проверьте" in browser.step("code", code=wrong).text
    assert browser.step("code", code=wrong).status_code == 429
    assert browser.step("code", code=right).status_code == 410


def test_codes_to_one_number_are_limited(stack: Stack, operator: OperatorWorld) -> None:
    number = operator.newcomer()
    for last in range(5):
        answer = Browser(stack, f"203.0.113.{40 + last}").step("number", number=number)
        assert answer.status_code == 200
    assert Browser(stack, "203.0.113.46").step("number", number=number).status_code == 429
    assert len(operator.sms(number)) == 5


def test_codes_asked_for_from_one_address_are_limited(
    stack: Stack, operator: OperatorWorld
) -> None:
    with redis.Redis.from_url(stack.redis_url) as client:
        before = set(client.scan_iter("mia:link:count:sms-address:*"))
        Browser(stack, "203.0.113.60").step("number", number=operator.newcomer())
        (counted,) = set(client.scan_iter("mia:link:count:sms-address:*")) - before
        client.set(counted, 20, ex=60)
    number = operator.newcomer()
    assert Browser(stack, "203.0.113.60").step("number", number=number).status_code == 429
    assert not operator.sms(number)


def test_a_number_of_another_operator_is_told_only_after_its_code(
    stack: Stack, operator: OperatorWorld
) -> None:
    browser = Browser(stack, "203.0.113.61")
    assert "Отправили SMS" in browser.step("number", number="79991112233").text
    answer = browser.step("code", code=sms_code(operator, "79991112233"))
    assert "не нашей сети" in answer.text


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


def test_a_slow_message_system_is_told_of(stack: Stack, operator: OperatorWorld) -> None:
    operator.trouble("messages", outage=True)
    answer = Browser(stack, "203.0.113.63").step("number", number=operator.newcomer())
    assert answer.status_code == 503
    with pytest.raises(LinkingFailed):
        link(stack.url, "alice", secret_of(stack), operator.newcomer())
