"""An address that leads nowhere."""

from __future__ import annotations

import httpx
from playwright.sync_api import Browser, expect

from tests.browser.watch import Watch
from tests.stack import Stack


def test_a_person_is_led_to_the_chat_and_a_program_gets_a_problem(
    browser: Browser, stack: Stack
) -> None:
    page = browser.new_page()
    watch = Watch(page, stack.url)
    watch.forgive("404")
    answer = page.goto(f"{stack.url}/tariffs/old")
    assert answer is not None
    assert answer.status == httpx.codes.NOT_FOUND
    expect(page.get_by_role("heading")).to_have_text("Такой страницы нет")
    page.get_by_role("link", name="Написать Миа").click()
    expect(page.get_by_test_id("composer")).to_be_visible()
    assert watch.faults == []
    page.close()
    problem = httpx.get(f"{stack.url}/tariffs/old")
    assert problem.status_code == httpx.codes.NOT_FOUND
    assert problem.headers["Content-Type"] == "application/problem+json"
