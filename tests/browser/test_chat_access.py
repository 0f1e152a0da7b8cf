"""The chat page for everybody: by keyboard, by ear, on a small screen, in the dark, with large text."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat_page import ANSWER_MS, ChatPage
from tests.browser.conftest import OpenChat

NAMED_ROLES = {"button", "textbox", "link", "dialog", "log", "group"}
# The contrast that WCAG 2.2 asks for at level AA; a text is large from 18.66 px bold or 24 px.
CONTRAST = """() => {
  const channel = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const colour = (text) => text.match(/[\\d.]+/g).map(Number);
  const painted = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== "none") return null;
      const paint = colour(style.backgroundColor);
      if (paint.length === 3 || paint[3] === 1) return paint;
    }
    return null;
  };
  const weak = [];
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (!own || !node.checkVisibility({ checkOpacity: true }) || node.disabled) continue;
    const style = getComputedStyle(node), ground = painted(node);
    if (!ground) continue;
    const [a, b] = [light(colour(style.color)), light(ground)].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (large ? 3 : 4.5)) weak.push(`${node.className || node.tagName}: ${ratio.toFixed(2)}`);
  }
  return weak;
}"""


def tree(page: Page) -> list[dict[str, Any]]:
    """Return what assistive technology is told, as role, name and whether it takes the focus."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    return [
        {
            "role": node["role"]["value"],
            "name": node.get("name", {}).get("value", ""),
            "properties": {p["name"]: p["value"].get("value") for p in node.get("properties", [])},
        }
        for node in nodes
        if not node["ignored"]
    ]


def lively(chat: ChatPage) -> None:
    """Bring much of what the page can show onto it."""
    chat.say("сколько на балансе")
    chat.say("у меня сердце плохо, вызовите скорую")
    chat.say("хочу ввести промокод MIA2026")


def test_everything_has_a_name(open_chat: OpenChat) -> None:
    chat = open_chat("79000001811")
    lively(chat)
    nodes = tree(chat.page)
    told = {node["role"] for node in nodes}
    assert {"button", "textbox", "log", "heading", "main", "banner"} <= told
    nameless = [n for n in nodes if n["role"] in NAMED_ROLES and not n["name"].strip()]
    assert nameless == []
    log = next(node for node in nodes if node["role"] == "log")
    assert log["properties"]["live"] == "polite"
    assert chat.page.evaluate("document.documentElement.lang") == "ru"


def test_the_masked_field_is_labelled_with_what_is_asked(open_chat: OpenChat) -> None:
    chat = open_chat()
    chat.say("сколько у меня на балансе")
    chat.say("79000001812")
    field = next(n for n in tree(chat.page) if n["role"] == "textbox")
    assert "PIN" in field["name"]


def test_a_conversation_by_keyboard_alone(open_chat: OpenChat) -> None:
    chat = open_chat("79000001813", viewport={"width": 1440, "height": 900})
    keys = chat.page.keyboard
    expect(chat.part("composer")).to_be_focused()
    keys.type("хочу ввести промокод MIA2026")
    keys.press("Shift+Enter")
    keys.type("вот он")
    keys.press("Enter")
    expect(chat.said.last.locator(".message-text")).to_have_text(
        "хочу ввести промокод MIA2026\nвот он", use_inner_text=True
    )
    expect(chat.quick_reply("Да, активировать")).to_be_visible(timeout=ANSWER_MS)
    expect(chat.part("composer")).to_be_focused()

    for _ in range(20):
        keys.press("Shift+Tab")
        if chat.quick_reply("Да, активировать").evaluate("node => node === document.activeElement"):
            break
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert chat.page.evaluate(outline) == "solid"
    keys.press("Enter")

    expect(chat.answers).to_have_count(2, timeout=ANSWER_MS)
    expect(chat.part("composer")).to_be_focused()


def test_the_picker_by_keyboard(open_chat: OpenChat) -> None:
    chat = open_chat()
    expect(chat.part("picker-open")).to_be_visible()
    chat.part("picker-open").focus()
    chat.page.keyboard.press("Enter")
    expect(chat.part("picker")).to_be_visible()
    chat.page.keyboard.press("Escape")
    expect(chat.part("picker")).to_be_hidden()
    expect(chat.part("picker-open")).to_be_focused()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_stand_out(open_chat: OpenChat, theme: str) -> None:
    chat = open_chat("79000001814", color_scheme=theme)
    lively(chat)
    assert chat.page.evaluate(CONTRAST) == []


@pytest.mark.parametrize(("width", "height"), [(320, 568), (360, 740), (1440, 900)])
def test_nothing_is_cut_off(open_chat: OpenChat, width: int, height: int) -> None:
    chat = open_chat("79000001815", viewport={"width": width, "height": height})
    chat.say("сколько на балансе")
    chat.say("а" * 300)
    wide = chat.page.evaluate(
        "() => [...document.querySelectorAll('.frame *')].filter(node => node.checkVisibility()"
        " && !node.closest('.unseen') && node.getBoundingClientRect().right > innerWidth + 1)"
        ".map(node => node.className)"
    )
    assert wide == []
    assert chat.page.evaluate("document.getElementById('scroller').scrollWidth") <= width
    expect(chat.part("composer")).to_be_in_viewport()
    expect(chat.part("send")).to_be_in_viewport()


def test_the_policy_keeps_foreign_scripts_out(open_chat: OpenChat) -> None:
    chat = open_chat()
    chat.watch.forgive("Content Security Policy")
    chat.page.evaluate(
        "() => { const node = document.createElement('script');"
        " node.textContent = 'document.title = \"hacked\"'; document.head.append(node); }"
    )
    assert chat.page.title() != "hacked"
