"""A published Rasa widget (see widget/README.md) against Mia's Socket.IO."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import NewContext
from tests.browser.sites import SCRIPT, Site
from tests.stack import Stack

WIDGET = Path(__file__).parent / "widget" / "rasa-webchat.js"
ANSWER_MS = 30_000  # the widget adds a delay of its own to every message


@pytest.fixture
def page(stack: Stack, site: Site, new_context: NewContext) -> Page:
    """Open the operator's page with the widget, set up as its README tells."""
    settings = {
        "socketUrl": stack.url,
        "socketPath": "/socket.io/",
        "title": "Миа",
        "initPayload": "здравствуйте",
        "inputTextFieldHint": "Сообщение",
        "params": {"storage": "session"},
    }
    site.files["/rasa-webchat.js"] = (SCRIPT, WIDGET.read_bytes())
    start = f"WebChat.default({json.dumps(settings, ensure_ascii=False)}, null)"
    script = f"<script src='/rasa-webchat.js'></script><script>{start}</script>"
    page = new_context(viewport={"width": 1000, "height": 800}).new_page()

    def keep_in(route: Route) -> None:
        ours = route.request.url.startswith((site.origin, stack.url, "data:"))
        route.continue_() if ours else route.abort()

    page.route(re.compile(".*"), keep_in)
    page.goto(site.page("/widget.html", script))
    page.locator(".rw-launcher").click()
    return page


def say(page: Page, text: str) -> None:
    page.locator(".rw-new-message").fill(text)
    page.locator(".rw-send").click()


def test_a_conversation_in_the_widget(page: Page) -> None:
    answers = page.locator(".rw-response")
    expect(answers.first).to_be_visible(timeout=ANSWER_MS)  # to the greeting
    greeted = answers.count()

    say(page, "сколько у меня на балансе")
    expect(answers.nth(greeted)).to_contain_text("номер", timeout=ANSWER_MS)

    say(page, "отмена")
    say(page, "какие у вас есть тарифы")
    reply = page.locator(".rw-reply").first
    expect(reply).to_be_visible(timeout=ANSWER_MS)
    before = answers.count()
    reply.click()
    expect(answers.nth(before)).to_be_visible(timeout=ANSWER_MS)
