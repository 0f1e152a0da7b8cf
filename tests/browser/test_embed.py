"""Mia on an operator's site, by its one line of script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.chat_page import ChatPage
from tests.browser.conftest import NewContext
from tests.browser.sites import Site, serving
from tests.browser.watch import Watch
from tests.stack import Stack

WIDE = {"width": 1440, "height": 900}


def embedded(stack: Stack, site: Site, new_context: NewContext) -> ChatPage:
    script = f'<script src="{stack.url}/embed.js" data-title="Спросить Миа"></script>'
    address = site.page("/", f"<h1>Тарифы</h1>{script}")
    page = new_context(viewport=WIDE).new_page()
    watch = Watch(page, stack.url, site.origin)
    page.goto(address)
    return ChatPage(page, watch, page.frame_locator("[data-testid=widget]"))


@pytest.fixture
def chat(stack: Stack, site: Site, new_context: NewContext) -> ChatPage:
    return embedded(stack, site, new_context)


def test_a_visitor_opens_the_chat_talks_and_closes_it(chat: ChatPage) -> None:
    launcher = chat.page.get_by_test_id("launcher")
    expect(launcher).to_have_accessible_name("Спросить Миа")
    assert chat.page.frames[1:] == []  # nothing is loaded before it is wanted
    launcher.click()
    chat.wait_online()
    expect(launcher).to_be_hidden()

    chat.say("какие есть тарифы")
    chat.part("close").click()

    expect(chat.page.get_by_test_id("widget")).to_be_hidden()
    expect(launcher).to_be_focused()
    launcher.click()
    expect(chat.answers).to_have_count(1)
    assert chat.watch.faults == []


def test_escape_closes_it_from_within(chat: ChatPage) -> None:
    launcher = chat.page.get_by_test_id("launcher")
    launcher.click()
    chat.wait_online()
    expect(chat.part("composer")).to_be_focused()
    chat.page.keyboard.press("Escape")
    expect(launcher).to_be_focused()


def test_an_answer_to_a_closed_chat_is_shown_at_the_launcher(chat: ChatPage, stack: Stack) -> None:
    launcher = chat.page.get_by_test_id("launcher")
    launcher.click()
    chat.wait_online()
    with stack.held("bot"):  # the answer comes when the chat is closed
        chat.part("composer").fill("какие есть тарифы")
        chat.part("composer").press("Enter")
        chat.part("composer").press("Escape")
        expect(launcher).to_be_focused()
    expect(launcher).to_have_accessible_name("Спросить Миа: есть новый ответ", timeout=20_000)


def test_a_site_that_is_not_configured_cannot_frame_it(
    stack: Stack, new_context: NewContext
) -> None:
    with serving() as stranger:
        chat = embedded(stack, stranger, new_context)
        with chat.page.expect_event(
            "console", lambda message: "frame-ancestors" in message.text, timeout=20_000
        ):
            chat.page.get_by_test_id("launcher").click()
        expect(chat.find("#composer")).to_have_count(0)
