"""Signing in to the desk: passwords, sessions, CSRF."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest
from redis.asyncio import Redis

from bot.desk.staff.roster import DEMO, Roster, hashed
from bot.desk.staff.sessions import LONGEST_SECONDS, Sessions
from knowledge.files import DataError
from tests.desk.people import Colleague
from tests.stack import Stack


def test_login_gives_a_session_that_scripts_cannot_read(stack: Stack) -> None:
    answer = httpx.post(
        f"{stack.url}/desk/login", json={"login": "olga", "password": "demo-olga"}, timeout=30
    )
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert answer.json()["skills"] == ["billing", "loyalty"]


@pytest.mark.parametrize("login", ["olga", "nobody"])
def test_wrong_login_and_wrong_password_look_the_same(stack: Stack, login: str) -> None:
    answer = httpx.post(
        f"{stack.url}/desk/login", json={"login": login, "password": "wrong"}, timeout=30
    )
    assert (answer.status_code, answer.json()["title"]) == (403, "Wrong login or password")


def test_password_is_not_guessed_for_ever(stack: Stack) -> None:
    body = {"login": "somebody-guessed", "password": "wrong"}
    codes = [
        httpx.post(f"{stack.url}/desk/login", json=body, timeout=30).status_code for _ in range(6)
    ]
    assert codes == [403] * 5 + [429]


def test_nobody_sees_who_he_is_without_a_session(stack: Stack) -> None:
    assert httpx.get(f"{stack.url}/desk/me", timeout=30).status_code == 401


def test_change_needs_the_csrf_token_of_the_session(stack: Stack) -> None:
    olga = Colleague(stack, "olga")
    del olga.client.headers["X-CSRF-Token"]
    assert olga.post("/logout").status_code == 403
    olga.client.headers["X-CSRF-Token"] = Colleague(stack, "irina").me["csrf"]
    assert olga.post("/logout").status_code == 403
    olga.client.headers["X-CSRF-Token"] = olga.me["csrf"]
    assert olga.post("/logout").status_code == 204
    assert olga.get("/me").status_code == 401


def test_session_ends_with_the_shift(stack: Stack) -> None:
    async def scenario() -> None:
        async with Redis.from_url(stack.redis_url, decode_responses=True) as redis:
            now = 1000.0
            sessions = Sessions(redis, lambda: now)
            cookie, opened = await sessions.open("olga")
            assert await sessions.find(cookie) == opened
            now += LONGEST_SECONDS
            assert await sessions.find(cookie) is None

    asyncio.run(scenario())


def test_cookie_stands_nowhere_in_the_store(stack: Stack) -> None:
    async def scenario() -> None:
        async with Redis.from_url(stack.redis_url, decode_responses=True) as redis:
            cookie, _ = await Sessions(redis).open("olga")
            assert [key async for key in redis.scan_iter(f"*{cookie}*")] == []

    asyncio.run(scenario())


def test_plain_passwords_are_believed_in_the_demo_alone() -> None:
    assert Roster.read(DEMO, demo=True).check("olga", "demo-olga")
    with pytest.raises(DataError, match="password_hash"):
        Roster.read(DEMO)


def test_staff_file_holds_hashes(tmp_path: Path) -> None:
    path = tmp_path / "staff.yml"
    path.write_text(
        "staff:\n  - {login: anna, name: Анна, role: agent, extension: 7, skills: [], "
        f"password_hash: '{hashed('long enough')}'}}\n"
    )
    roster = Roster.read(path)
    assert roster.check("anna", "long enough") is roster.at("7")
    assert roster.check("anna", "wrong") is None
