"""The sign-in page of account linking: whose it is, and how often it may be tried."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
import redis

from bot.players.linking import LinkingFailed, link
from tests.bot.linking.signing_in import (
    Browser,
    secret_of,
    sms_code,
)
from tests.operator_world import OperatorWorld
from tests.stack import Stack


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


def test_a_slow_message_system_is_told_of(stack: Stack, operator: OperatorWorld) -> None:
    operator.trouble("messages", outage=True)
    answer = Browser(stack, "203.0.113.63").step("number", number=operator.newcomer())
    assert answer.status_code == 503
    with pytest.raises(LinkingFailed):
        link(stack.url, "alice", secret_of(stack), operator.newcomer())
