"""The page of insights in an employee's hands: reading, answering, leaving ideas, by keys alone too."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewContext
from tests.browser.watch import Watch
from tests.desk.people import Colleague
from tests.stack import Stack

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
IDEA = "давать абонентам старше семидесяти подарок в ноябре"
CHARGING = "бесплатная зарядка телефона в каждом салоне"
METRO = "интернет в метро на перегонах"
OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(stack: Stack, new_context: NewContext) -> Iterator[OpenPage]:
    """Return an opener of the page; at the end nothing may have gone wrong unseen."""
    watches: list[Watch] = []

    def make(login: str | None = None, **options: object) -> Page:
        page = new_context(**{"viewport": DESK, **options}).new_page()
        watches.append(Watch(page, stack.url))
        watches[-1].forgive("401|403|409")  # nobody is signed in yet; a colleague was quicker
        page.goto(f"{stack.url}/insights")
        if login:
            page.get_by_label("Логин").fill(login)
            page.get_by_label("Пароль").fill(f"demo-{login}")
            page.get_by_role("button", name="Войти").click()
            expect(page.locator("#board")).to_be_visible(timeout=20_000)
        return page

    yield make
    assert [fault for watch in watches for fault in watch.faults] == []


def _idea(stack: Stack, words: str, login: str = "pavel") -> None:
    body = {"text": words, "key": uuid.uuid4().hex}
    answer = Colleague(stack, login).client.post("/insights/api/ideas", json=body)
    answer.raise_for_status()


def _shot(page: Page, name: str) -> None:
    folder = os.environ.get("MIA_SCREENSHOTS")
    if folder:
        page.screenshot(path=str(Path(folder) / f"insights-{name}.png"), full_page=True)


def test_a_wrong_password_is_told(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_label("Логин").fill("olga")
    page.get_by_label("Пароль").fill("wrong")
    page.get_by_role("button", name="Войти").click()
    expect(page.get_by_role("alert")).to_have_text("Логин или пароль не подошли.")
    _shot(page, "login")


def test_an_idea_is_left_found_taken_and_answered(open_page: OpenPage, stack: Stack) -> None:
    pavel = open_page("pavel")
    pavel.get_by_role("button", name="Своя идея").click()
    pavel.get_by_label("Идея", exact=True).fill(IDEA)
    _shot(pavel, "idea")
    pavel.get_by_role("button", name="Отправить").click()
    expect(pavel.get_by_role("status")).to_contain_text("Идея записана", timeout=20_000)
    expect(pavel.locator("#detail")).to_contain_text(IDEA)
    expect(pavel.locator("#detail")).to_contain_text("Отвечает другой отдел")

    olga = open_page("olga")
    olga.get_by_label("Отдел", exact=True).select_option(label="отдел подарков и бонусов")
    olga.get_by_label("Статус").select_option(label="Новое")
    olga.get_by_label("Слова").fill("семидесяти")
    row = olga.get_by_role("button", name=IDEA)
    row.click()
    expect(row).to_have_attribute("aria-current", "true")
    olga.get_by_role("button", name="Взять в работу").click()
    expect(olga.get_by_role("status")).to_have_text("Взято в работу.")
    olga.get_by_label("Заметка для коллег").fill("обсудить на планёрке")
    olga.get_by_role("button", name="Записать").click()
    expect(olga.locator(".history")).to_contain_text("обсудить на планёрке")
    olga.get_by_label("Ответ", exact=True).fill("Сделаем с декабря.")
    _shot(olga, "work")
    olga.get_by_role("button", name="Ответить всем").click()
    expect(olga.locator(".answer")).to_have_text("Сделаем с декабря.")
    expect(olga.locator(".history")).to_contain_text("Дан ответ")
    _shot(olga, "answered")

    pavel.reload()
    expect(pavel.locator(".answer")).to_have_text("Сделаем с декабря.")


def test_it_is_worked_by_keys_alone(open_page: OpenPage, stack: Stack) -> None:
    for words in ("бонус за пять лет вместе с нами", "промокод для учителей в сентябре"):
        _idea(stack, words)
    page = open_page("irina")
    expect(page.locator(".row")).not_to_have_count(0)
    page.locator(".row").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".row").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#detail")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Ответ", exact=True)).to_be_focused()


def test_what_a_colleague_changed_meanwhile_is_shown_and_the_draft_stays(
    open_page: OpenPage, stack: Stack
) -> None:
    words = "купон на кофе после каждой сотни минут"
    _idea(stack, words)
    page = open_page("olga")
    page.get_by_label("Слова").fill("сотни минут")
    page.get_by_role("button", name=words).click()
    page.get_by_label("Ответ", exact=True).fill("Черновик ответа")
    irina = Colleague(stack, "irina").client
    found = irina.get("/insights/api/list", params={"text": "сотни минут"}).json()["items"][0]
    whole = irina.get(f"/insights/api/{found['id']}").json()
    taken = irina.post(f"/insights/api/{found['id']}/take", json={"revision": whole["revision"]})
    assert taken.status_code == httpx.codes.OK
    page.get_by_role("button", name="Ответить всем").click()
    expect(page.get_by_role("status")).to_contain_text("Коллега уже изменил")
    expect(page.get_by_label("Ответ", exact=True)).to_have_value("Черновик ответа")
    expect(page.locator(".history")).to_contain_text("irina")


def test_what_people_speak_of_narrows_the_list(open_page: OpenPage, stack: Stack) -> None:
    for words in (CHARGING, METRO):
        _idea(stack, words)
    page = open_page("irina")
    page.get_by_label("Слова").fill("интернет в метро")
    expect(page.locator("#list .row")).to_have_count(1)
    page.get_by_label("Слова").fill("")
    subject = page.locator("#subjects").get_by_role("button", name="интернет")
    subject.click()
    expect(subject).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name=CHARGING)).to_have_count(0)
    expect(page.get_by_role("button", name=METRO)).to_be_visible()
    page.get_by_label("Слова").fill("зарядка телефона")
    expect(page.get_by_role("button", name=CHARGING)).to_be_visible()
    subject = page.locator("#subjects").get_by_role("button")
    expect(subject).to_have_attribute("aria-pressed", "false")


def test_an_answer_being_written_outlives_a_reload(open_page: OpenPage, stack: Stack) -> None:
    words = "подарок тому, кто привёл соседа"
    _idea(stack, words)
    page = open_page("irina")
    page.get_by_role("button", name=words).click()
    page.get_by_label("Ответ", exact=True).fill("Думаем об этом")
    page.reload()
    expect(page.get_by_label("Ответ", exact=True)).to_have_value("Думаем об этом")
    page.get_by_role("button", name="Отклонить с объяснением").click()
    expect(page.locator(".answer")).to_have_text("Думаем об этом")


def test_it_fits_a_telephone_and_the_dark(open_page: OpenPage, stack: Stack) -> None:
    _idea(stack, "скидка тем, кто приводит соседей")
    page = open_page("irina", viewport=PHONE, color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.locator(".row").first.click()
    expect(page.locator("#detail h2")).to_be_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]
    _shot(page, "phone-dark")


def test_everything_has_a_name(open_page: OpenPage, stack: Stack) -> None:
    _idea(stack, "акция для студентов в каникулы")
    page = open_page("irina")
    page.locator(".row").first.click()
    nameless = page.evaluate(
        """[...document.querySelectorAll('button, input, select, textarea')]
        .filter((each) => each.checkVisibility())
        .filter((each) => !(each.textContent.trim() || each.ariaLabel || each.labels?.length))
        .map((each) => each.outerHTML)"""
    )
    assert nameless == []
