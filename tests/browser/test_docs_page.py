"""The description of the routes, in a browser."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.watch import Watch
from tests.stack import Stack


def test_the_routes_are_shown_and_nothing_is_blocked(browser: Browser, stack: Stack) -> None:
    page = browser.new_page()
    watch = Watch(page, stack.url)
    page.goto(f"{stack.url}/docs")
    expect(page.get_by_text("/webhooks/rest/webhook")).to_be_visible(timeout=30_000)
    assert watch.faults == []
    page.close()
