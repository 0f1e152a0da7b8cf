"""Two real pages: a subscriber in the chat, and a person at the desk."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
import redis
from playwright.sync_api import APIResponse, Browser, BrowserContext, Route, expect

from bot.desk.rules.queueing import VANISHED_SECONDS
from tests.bot.conftest import operator_of
from tests.browser.chat_page import ChatPage
from tests.browser.conftest import OpenChat
from tests.browser.desk_page import PATIENCE, DeskPage
from tests.stack import Stack, running

DESK = {"width": 1280, "height": 800}

OpenDesk = Callable[..., DeskPage]


@pytest.fixture
def open_desk(stack: Stack, browser: Browser) -> Iterator[OpenDesk]:
    """Return an opener of the desk's page for somebody of the staff."""
    contexts: list[BrowserContext] = []

    def make(login: str, stack: Stack = stack) -> DeskPage:
        contexts.append(browser.new_context(viewport=DESK, locale="ru-RU", reduced_motion="reduce"))
        desk = DeskPage(contexts[-1].new_page())
        desk.enter(stack.url, login)
        return desk

    yield make
    for context in contexts:
        context.close()


def test_whole_conversation_with_a_gift(open_chat: OpenChat, open_desk: OpenDesk) -> None:
    desk = open_desk("irina")
    chat = open_chat("79000001771")
    chat.say("на что ушли деньги")
    chat.say("позовите оператора")
    desk.take("О чём: списания")
    expect(chat.page.get_by_text("С вами Ирина")).to_be_visible(timeout=PATIENCE)
    desk.say("Здравствуйте! Сейчас посмотрю.")
    expect(chat.page.get_by_text("Здравствуйте! Сейчас посмотрю.")).to_be_visible(timeout=PATIENCE)
    delivered = desk.talk.get_by_test_id("line-agent").get_by_label("доставлено")
    expect(delivered).to_be_visible(timeout=PATIENCE)
    write(chat, "спасибо, жду")
    expect(desk.talk.get_by_text("спасибо, жду")).to_be_visible(timeout=PATIENCE)
    desk.give("gb", 3, "ждал ответа")
    expect(chat.page.get_by_text("Вам подарок: 3")).to_be_visible(timeout=PATIENCE)
    expect(desk.talk.get_by_text("Подарено: 3")).to_be_visible(timeout=PATIENCE)
    desk.end("solved")
    expect(chat.page.get_by_text("Снова на связи я, Миа")).to_be_visible(timeout=PATIENCE)
    left = chat.say("сколько осталось гигов")
    expect(left).to_contain_text("5", timeout=PATIENCE)  # 2 of the package, 3 given


def test_a_supervisor_allows_on_his_screen_what_an_agent_may_not(
    open_chat: OpenChat, open_desk: OpenDesk
) -> None:
    olga, irina = open_desk("olga"), open_desk("irina")
    chat = open_chat("79000001779")
    chat.say("на что ушли деньги")
    chat.say("позовите оператора")
    olga.take("О чём: списания")
    olga.give("gb", 11, "две недели без связи")
    irina.page.get_by_role("button", name="Зал").click()
    asked = irina.page.get_by_test_id("approvals").get_by_role("listitem")
    asked = asked.filter(has_text="две недели без связи")
    expect(asked).to_contain_text("Ольга", timeout=PATIENCE)
    asked.get_by_test_id("approve").click()
    expect(chat.page.get_by_text("Вам подарок: 11")).to_be_visible(timeout=PATIENCE)
    expect(olga.talk.get_by_text("Подарено: 11")).to_be_visible(timeout=PATIENCE)
    expect(asked).to_have_count(0, timeout=PATIENCE)
    olga.end("solved")


def test_a_gift_whose_answer_was_lost_is_asked_for_again_and_given_once(
    stack: Stack, open_chat: OpenChat, open_desk: OpenDesk
) -> None:
    operator, number = operator_of(stack, count(0)), "79000001778"
    desk, chat = open_desk("irina"), open_chat(number)
    chat.say("на что ушли деньги")
    chat.say("позовите оператора")
    desk.take("О чём: списания")
    operator.trouble("gifts", drop_answer=True)
    try:
        desk.give("gb", 3, "ждал ответа")
        notice = desk.page.get_by_text("Одна из систем не отвечает")
        expect(notice).to_be_visible(timeout=PATIENCE)
    finally:
        operator.calm()
    desk.give("gb", 3, "долго ждал")
    expect(chat.page.get_by_text("Вам подарок: 3")).to_be_visible(timeout=PATIENCE)
    assert [line["what"] for line in operator.audit(number)].count("goodwill") == 1
    desk.end("solved")


def test_a_list_from_before_a_take_takes_nothing_away(
    open_chat: OpenChat, open_desk: OpenDesk
) -> None:
    desk, chat, other = open_desk("irina"), open_chat("79000001774"), open_chat("79000001775")
    chat.say("на что ушли деньги")
    chat.say("позовите оператора")
    expect(desk.waiting("О чём: списания")).to_be_visible(timeout=PATIENCE)
    held: list[tuple[Route, APIResponse]] = []
    desk.page.route("**/queue", lambda route: held.append((route, route.fetch())), times=1)
    with desk.page.expect_request("**/queue", timeout=PATIENCE):
        other.say("позовите оператора")
    desk.take("О чём: списания")
    desk.talk.get_by_test_id("field").fill("Сейчас посмотрю")
    [(route, response)] = held
    with desk.page.expect_response("**/queue", timeout=PATIENCE):
        route.fulfill(response=response)
    desk.talk.get_by_test_id("field").press("Enter")
    expect(chat.page.get_by_text("Сейчас посмотрю", exact=True)).to_be_visible(timeout=PATIENCE)
    desk.end("solved")
    desk.take("Не сказал")
    desk.end("solved")


def test_words_being_written_outlive_an_insertion_and_a_reload(
    open_chat: OpenChat, open_desk: OpenDesk
) -> None:
    desk, chat = open_desk("irina"), open_chat("79000001776")
    chat.say("сколько стоит интернет в турции")
    chat.say("позовите оператора")
    desk.take("О чём: Пакеты интернета")
    field = desk.talk.get_by_test_id("field")
    field.press_sequentially("Вижу, что")
    expect(desk.page.get_by_test_id("suggestion").first).to_be_visible(timeout=PATIENCE)
    desk.page.keyboard.press("F2")
    expect(field).to_have_value(re.compile(r"^Вижу, что [^ ].{20,}", re.DOTALL))
    draft = field.input_value()
    desk.page.reload()
    expect(field).to_have_value(draft, timeout=PATIENCE)
    field.press("Enter")
    expect(chat.page.get_by_text("Вижу, что")).to_be_visible(timeout=PATIENCE)
    desk.page.reload()
    expect(field).to_have_value("", timeout=PATIENCE)
    desk.end("solved")


def test_the_list_tells_who_waits_for_an_answer(open_chat: OpenChat, open_desk: OpenDesk) -> None:
    desk, chat = open_desk("irina"), open_chat("79000001777")
    chat.say("на что ушли деньги")
    chat.say("позовите оператора")
    desk.take("О чём: списания")
    mine = desk.page.get_by_test_id("mine").get_by_test_id("row")
    row = mine.filter(has_text="О чём: списания")
    expect(row).to_contain_text("ждёт < 1 мин", timeout=PATIENCE)
    desk.say("Сейчас посмотрю")
    expect(row).to_contain_text("вы ответили", timeout=PATIENCE)
    write(chat, "жду")
    expect(row).to_contain_text("ждёт < 1 мин", timeout=PATIENCE)
    expect(desk.page).to_have_title("Ждут ответа: 1 — Рабочее место")
    desk.page.reload()
    expect(row).to_contain_text("ждёт < 1 мин", timeout=PATIENCE)
    desk.page.get_by_role("button", name="Клавиши").click()
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("Alt+1")
    expect(desk.talk.get_by_test_id("field")).to_be_focused()
    desk.end("solved")


def test_page_of_the_agent_is_killed(
    stack: Stack, open_chat: OpenChat, open_desk: OpenDesk
) -> None:
    first, second = open_desk("irina"), open_desk("olga")
    chat = open_chat("79000001772")
    chat.say("на что ушли деньги")
    chat.say("позовите оператора")
    first.take("О чём: списания")
    first.say("Сейчас")
    expect(chat.page.get_by_text("Сейчас", exact=True)).to_be_visible(timeout=PATIENCE)
    first.page.close()
    write(chat, "вы здесь?")
    _let_pass(stack, "irina")
    expect(chat.page.get_by_text("Связь со специалистом прервалась")).to_be_visible(
        timeout=PATIENCE
    )
    second.take("О чём: списания")
    expect(second.talk.get_by_text("вы здесь?")).to_be_visible(timeout=PATIENCE)
    second.say("Теперь с вами Ольга")
    expect(chat.page.get_by_text("Теперь с вами Ольга")).to_be_visible(timeout=PATIENCE)
    second.end("solved")


def test_server_is_killed(model: None, browser: Browser, tmp_path: Path) -> None:
    """Nothing that was said is lost, nobody signs in anew, and the talk goes on."""
    with running(tmp_path) as stack:
        person = json.dumps(json.dumps({"msisdn": "79000001773", "name": "Абонент"}))
        context = browser.new_context(locale="ru-RU", reduced_motion="reduce")
        context.add_init_script(f"localStorage.setItem('mia.person', {person})")
        chat, page = context.new_page(), browser.new_context(viewport=DESK, locale="ru-RU")
        chat.goto(stack.url)
        desk = DeskPage(page.new_page())
        desk.enter(stack.url, "irina")
        field = chat.get_by_label("Сообщение", exact=True)
        field.fill("позовите оператора")
        field.press("Enter")
        desk.take("Не сказал")
        desk.say("Первое слово")
        expect(chat.get_by_text("Первое слово")).to_be_visible(timeout=PATIENCE)
        stack.kill("bot")
        expect(desk.page.get_by_test_id("line")).to_contain_text("нет связи", timeout=PATIENCE)
        field.fill("слово без связи")
        field.press("Enter")
        stack.start("bot")
        expect(desk.page.get_by_test_id("line")).to_have_text("на связи", timeout=60_000)
        expect(desk.talk.get_by_text("слово без связи")).to_be_visible(timeout=60_000)
        desk.say("Второе слово")
        expect(chat.get_by_text("Второе слово")).to_have_count(1, timeout=PATIENCE)
        expect(chat.get_by_text("Первое слово")).to_have_count(1)
        context.close()
        page.close()


def write(chat: ChatPage, text: str) -> None:
    """Type and send what Mia does not answer."""
    chat.part("composer").fill(text)
    chat.part("send").click()


def _let_pass(stack: Stack, login: str) -> None:
    """Let it be long since somebody's page was last alive."""
    with redis.Redis.from_url(stack.redis_url) as client:
        client.zincrby("mia:{desk}:seen", -VANISHED_SECONDS - 5, login)
