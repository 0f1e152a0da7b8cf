"""A subscriber at the chat page."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenChat
from tests.stack import Stack

NO_BREAK_SPACE = "\u00a0"


def test_a_chosen_subscriber_sees_his_account(open_chat: OpenChat) -> None:
    chat = open_chat()
    chat.part("picker-open").click()
    chat.find('[data-msisdn="79000000001"]').click()
    expect(chat.find("#who")).to_have_text("Анна, +7 900 •••-••-01")

    answer = chat.say("сколько денег на счёте")

    expect(answer).to_contain_text(f"342,50{NO_BREAK_SPACE}₽")
    card = chat.part("account-card")
    expect(card.locator(".card-sum")).to_have_text(f"342,50{NO_BREAK_SPACE}₽")
    expect(card.locator(".card-next-what b")).to_have_text(f"600{NO_BREAK_SPACE}₽")
    lines = card.locator(".card-rest-left")
    expect(lines).to_have_text(["12,4 из 30 ГБ", "230 из 600 минут", "45 из 50 SMS"])


def test_bars_are_as_long_as_what_is_left(open_chat: OpenChat) -> None:
    chat = open_chat("79000000002")
    chat.say("что осталось по пакету")
    bars = chat.part("account-card").locator(".bar")
    widths = bars.evaluate_all(
        "bars => bars.map(bar => bar.firstElementChild.getBoundingClientRect().width"
        " / bar.getBoundingClientRect().width)"
    )
    assert widths == pytest.approx([0 / 5, 12 / 400, 3 / 50], abs=0.005)


def test_a_code_is_redeemed_by_buttons(open_chat: OpenChat) -> None:
    chat = open_chat("79000001801")
    chat.say("хочу ввести промокод MIA2026")
    answer = chat.press("Да, активировать")
    expect(answer).to_contain_text(f"5{NO_BREAK_SPACE}ГБ")
    expect(chat.said.last).to_contain_text("Да, активировать")

    chat.say("сколько осталось гигабайтов")

    expect(chat.part("account-card").last.locator(".card-rest-left").first).to_contain_text("7")


def test_a_button_serves_once(open_chat: OpenChat) -> None:
    chat = open_chat("79000001802")
    chat.say("хочу ввести промокод MIA2026")
    chat.press("Не сейчас")
    expect(chat.quick_reply("Да, активировать")).to_have_count(0)


def test_a_guest_signs_in_and_his_pin_is_nowhere(open_chat: OpenChat) -> None:
    chat = open_chat()
    chat.say("сколько у меня на балансе")
    chat.say("+7 900 000-00-02")
    field = chat.part("composer")
    expect(field).to_have_attribute("type", "password")
    expect(chat.find("#composer-label")).to_contain_text("PIN")

    answer = chat.say("1975")

    expect(answer).to_contain_text("54,20")
    expect(field).not_to_have_attribute("type", "password")
    expect(chat.said.last).to_contain_text("••••")
    expect(chat.find("#who")).to_have_text("Борис, +7 900 •••-••-02")
    stored = chat.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "1975" not in chat.page.content()
    assert "1975" not in stored

    chat.reload()

    assert chat.words[-2] == "••••"
    assert "1975" not in chat.page.content()
    expect(chat.part("account-card")).to_contain_text("54,20")


def test_a_page_opened_anew_still_hides_the_pin(open_chat: OpenChat) -> None:
    chat = open_chat()
    chat.say("сколько у меня на балансе")
    chat.say("79000000002")
    before = chat.words

    chat.reload()

    assert chat.words == before
    expect(chat.part("composer")).to_have_attribute("type", "password")
    expect(chat.say("1975")).to_contain_text("54,20")


def test_html_is_shown_as_text(open_chat: OpenChat) -> None:
    chat = open_chat()
    text = "<img src=x onerror=\"document.title='hacked'\"><b>баланс</b> &lt;script&gt;"
    chat.say(text)
    expect(chat.said.last.locator(".message-text")).to_have_text(text)
    expect(chat.find(".message img, .message b, .message script")).to_have_count(0)
    assert chat.page.title() != "hacked"


def test_a_page_opened_anew_shows_what_was_said(open_chat: OpenChat) -> None:
    chat = open_chat("79000000003")
    for _ in range(8):  # more than a tracker's short form holds
        chat.say("сколько на балансе")
    before, buttons = chat.words, chat.part("quick-reply").all_inner_texts()
    assert buttons

    chat.reload()

    assert chat.words == before
    expect(chat.part("account-card")).to_have_count(8)
    assert chat.part("quick-reply").all_inner_texts() == buttons
    chat.press(buttons[0])


def test_the_server_restarts_in_the_middle(open_chat: OpenChat, stack: Stack) -> None:
    chat = open_chat("79000000004")
    chat.watch.forgive(r"WebSocket connection to .* failed|net::ERR_(CONNECTION|EMPTY)")
    chat.say("сколько на балансе")
    try:
        stack.kill("bot")
        expect(chat.part("banner")).to_be_visible()
        chat.part("composer").fill("за что списали деньги")
        chat.part("send").click()
        expect(chat.said.last).to_contain_text("Отправится, когда вернётся связь")
    finally:
        stack.start("bot")
    expect(chat.answers).to_have_count(2, timeout=60_000)
    expect(chat.part("banner")).to_be_hidden()
    expect(chat.answers.last).to_contain_text("270")
    expect(chat.said.last).not_to_contain_text("Отправится")

    chat.reload()

    assert len(chat.words) == 4
    expect(chat.answers).to_have_count(2)
    expect(chat.said).to_have_count(2)


EXAMPLES = {
    "Какие есть тарифы?": "faq/tariff_list",
    "Как перейти к вам со своим номером?": "faq/mnp_how",
    "Сколько стоит роуминг за границей?": "faq/roaming_abroad_prices",
    "Почему интернет медленный?": "faq/internet_slow",
    "Сколько денег на счёте?": "check_balance",
    "На что ушли деньги?": "explain_charges",
    "Хочу забрать свой подарок": "claim_gift",
}


@pytest.mark.parametrize("msisdn", [None, "79000001803"])
def test_the_examples_are_understood(open_chat: OpenChat, stack: Stack, msisdn: str | None) -> None:
    chat = open_chat(msisdn)
    offered = chat.part("example").all_inner_texts()
    assert len(offered) == 4
    headers = {"Authorization": f"Bearer {stack.operator_token()}"}
    for example in offered:
        parsed = httpx.post(
            f"{stack.url}/model/parse", json={"text": example}, headers=headers, timeout=20
        )
        assert parsed.json()["topics"][0]["name"] == EXAMPLES[example]
    expect(chat.answers).to_have_count(0)
    chat.part("example").first.click()
    expect(chat.answers).to_have_count(1, timeout=20_000)


def test_offers_made_in_passing_do_not_stand_among_answers(open_chat: OpenChat) -> None:
    chat = open_chat("79000001804")
    chat.say("хочу ввести промокод MIA2026")
    answers = chat.part("quick-reply").all_inner_texts()
    chat.say("а почему интернет медленный")
    expect(chat.part("typing")).to_be_hidden()
    assert chat.part("quick-reply").all_inner_texts() == answers


def test_the_pages_files_are_never_of_two_versions(stack: Stack) -> None:
    for path in ("/", "/chat/main.js", "/chat/chat.css", "/embed.js"):
        assert httpx.get(stack.url + path).headers["Cache-Control"] == "no-cache"
    etag = httpx.get(f"{stack.url}/chat/main.js").headers["ETag"]
    again = httpx.get(f"{stack.url}/chat/main.js", headers={"If-None-Match": etag})
    assert again.status_code == 304
