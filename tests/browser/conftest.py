"""A browser, a site of an operator's, and a product that knows this site."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.chat_page import ChatPage
from tests.browser.sites import Site, serving
from tests.browser.watch import Watch
from tests.stack import Stack, running

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TOUCH_PHONE = {"width": 360, "height": 740}

OpenChat = Callable[..., ChatPage]
NewContext = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Run Chromium. Not longer than a module: Playwright's loop would stand in others' way."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is missing: install Debian's package «chromium»")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def site() -> Iterator[Site]:
    """Serve an operator's site."""
    with serving() as site:
        yield site


@pytest.fixture(scope="package")
def stack(model: None, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Run a product that lets the operator's site show its chat and use its Socket.IO."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("MIA_EMBED_ORIGINS", site.origin)
        environment.setenv("MIA_ALLOWED_ORIGINS", site.origin)
        with running(tmp_path_factory.mktemp("mia-browser")) as stack:
            yield stack


@pytest.fixture
def new_context(browser: Browser) -> Iterator[NewContext]:
    """Return a maker of windows that share nothing; the user's system is Russian."""
    made: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        settings = {
            "viewport": TOUCH_PHONE,
            "locale": "ru-RU",
            "timezone_id": "Europe/Moscow",
            "reduced_motion": "reduce",
            **options,
        }
        made.append(browser.new_context(**settings))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for context in made:
        context.close()


@pytest.fixture
def open_chat(stack: Stack, new_context: NewContext) -> Iterator[OpenChat]:
    """Return an opener of the chat page; at the end nothing may have gone wrong unseen.

    ``open_chat("79000001001")`` is the page of who chose that subscriber before.
    """
    opened: list[Watch] = []

    def make(msisdn: str | None = None, **options: object) -> ChatPage:
        context = new_context(**options)
        if msisdn is not None:
            person = json.dumps(json.dumps({"msisdn": msisdn, "name": "Абонент"}))
            context.add_init_script(
                f"localStorage.getItem('mia.person') ?? localStorage.setItem('mia.person', {person})"
            )
        page = context.new_page()
        opened.append(Watch(page, stack.url))
        chat = ChatPage(page, opened[-1])
        chat.open(stack.url)
        return chat

    yield make
    assert [fault for watch in opened for fault in watch.faults] == []
