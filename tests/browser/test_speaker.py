"""The speaker view of the demo: a talk, linking in a window of its own, and the JSON to and fro."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.stack import Stack

ANNA = "+7 900 000-00-01"


@pytest.fixture
def view(browser: Browser, stack: Stack) -> Iterator[Page]:
    """The view, with a session begun; no script may fail on it."""
    context = browser.new_context()
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on("console", lambda m: failures.append(m.text) if m.type == "error" else None)
    page.goto(f"{stack.url}/speaker")
    expect(page.locator("#log .mia")).to_contain_text("Здравствуйте")
    yield page
    context.close()
    assert failures == []


def say(view: Page, text: str) -> None:
    view.get_by_placeholder("Скажите что-нибудь").fill(text)
    view.get_by_role("button", name="Сказать").click()


def test_a_talk_shows_the_request_and_the_response(view: Page) -> None:
    say(view, "как узнать свой номер")
    expect(view.locator("#log .mia")).to_have_count(2)
    expect(view.locator("#request")).to_contain_text(
        '"original_utterance": "как узнать свой номер"'
    )
    expect(view.locator("#response")).to_contain_text('"end_session": false')
    say(view, "хватит")
    expect(view.locator("#log .mia").last).to_contain_text("До свидания")


@pytest.mark.parametrize("platform", ["marusya", "salute"])
def test_another_platform_has_its_own_shapes(view: Page, platform: str) -> None:
    view.locator("#platform").select_option(platform)
    view.get_by_role("button", name="Начать сессию").click()
    expect(view.locator("#path")).to_contain_text(f"/webhooks/{platform}/")
    expect(view.locator("#log .mia")).to_contain_text("Здравствуйте")


def test_the_account_is_linked_on_the_page(view: Page) -> None:
    say(view, "сколько на балансе")
    with view.expect_popup() as opened:
        view.get_by_role("button", name="Войти и связать").click()
    page = opened.value
    page.get_by_label("Номер телефона").fill(ANNA)
    page.get_by_role("button", name="Получить код").click()
    page.get_by_label("Код из SMS").fill("000")
    page.get_by_role("button", name="Связать", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Код не подошёл")
    page.get_by_role("button", name="Другой номер").click()
    page.get_by_label("Номер телефона").fill(ANNA)
    page.get_by_role("button", name="Получить код").click()
    code = page.locator("[data-demo-code]").get_attribute("data-demo-code")
    page.get_by_label("Код из SMS").fill(code or "")
    page.get_by_role("button", name="Связать", exact=True).click()
    expect(view.locator("#log .mia").last).to_contain_text("342,50")
