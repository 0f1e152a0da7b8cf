"""Messages that are well-formed and strange, and whether the service lives on after them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.stack import Stack

BALANCE = "300\u00a0₽"

ASK = "сколько на балансе"

# Messages that are well-formed and strange: all get words in answer.
STRANGE = {
    "empty": "",
    "spaces": " \t\n ",
    "a slash": "/",
    "zero-width": "\u200b\u200d\ufeff",
    "emoji": "😀🎁🔥",
    "marks": "?!…",
    "controls": "\x00\x01\x1b[31m\x7f",
    "right-to-left": "\u202eсналаб\u202c",
    "combining": "б" + "\u0301" * 500,
    "4,001 characters": "а" * 4001,
    "HTML": "<img src=x onerror=alert(1)><script>alert(1)</script>",
    "SQL": "'; DROP TABLE subscribers; -- ",
    "a template": "{{ 7 * 191 }} {% for x in ().__class__.__mro__ %}{{ x }}{% endfor %}",
    "a format": "{0.__class__} %s %n $(id) `id` ${jndi:ldap://127.0.0.1/a}",
    "a path": "../../../../etc/passwd",
    "a Rasa payload": '/restart{"a": 1}',
    "a session start": "/session_start",
    "a Redis command": "*1\r\n$8\r\nFLUSHALL\r\n",
    "many digits": "9" * 3000,
    "one long word": "балансбаланс" * 300,
}

each_strange = pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE.keys())


def post(stack: Stack, body: Any) -> httpx.Response:
    headers = {"Content-Type": "application/json"}
    url = f"{stack.url}/webhooks/rest/webhook"
    return httpx.post(url, content=body, headers=headers, timeout=30)


def assert_alive(stack: Stack) -> None:
    assert httpx.get(f"{stack.url}/health/ready").status_code == 200
