"""The phone page: a caller with a microphone in Chromium, a real conversation, real sound."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, Route, expect, sync_playwright
from scipy.signal import resample_poly

from tests.browser.conftest import ARGUMENTS, CHROMIUM, TOUCH_PHONE
from tests.speech import RATE, say, words
from tests.stack import Stack

PATIENCE = 60_000  # milliseconds
SPEAKS_AT = 12.0  # seconds; the greeting is over by then
BALANCE = "какой у меня баланс"

# Keeps what the page plays, so that it can be listened to.
EAR = """
const connect = AudioNode.prototype.connect;
window.heard = [];
AudioNode.prototype.connect = function (target, ...rest) {
  if (target instanceof AudioDestinationNode) {
    const tap = target.context.createScriptProcessor(4096, 1, 1);
    window.rate = target.context.sampleRate;
    tap.onaudioprocess = ({ inputBuffer }) => window.heard.push(...inputBuffer.getChannelData(0));
    connect.call(this, tap);
    connect.call(tap, target);
  }
  return connect.call(this, target, ...rest);
};
"""

HAS_FALLEN_SILENT = """() => {
  const last = window.heard.slice(-2 * window.rate);
  return last.length && last.every((sample) => Math.abs(sample) < 0.01);
}"""

OpenPhone = Callable[[Path], Page]


@pytest.fixture(scope="module")
def voice(stack: Stack) -> Iterator[Stack]:
    stack.start("voice")
    yield stack
    stack.children.pop("voice").stop()


@pytest.fixture
def open_phone(voice: Stack) -> Iterator[OpenPhone]:
    """Open the page in a browser whose microphone plays a WAV."""
    with sync_playwright() as playwright:
        browsers = []

        def open_(mouth: Path) -> Page:
            microphone = [
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-audio-capture={mouth}%noloop",
                "--autoplay-policy=no-user-gesture-required",
            ]
            browser = playwright.chromium.launch(
                executable_path=str(CHROMIUM), args=[*ARGUMENTS, *microphone]
            )
            browsers.append(browser)
            page = browser.new_page(viewport=TOUCH_PHONE, locale="ru-RU")
            page.add_init_script(EAR)
            page.goto(f"{voice.voice_url}/phone")
            return page

        yield open_
        for browser in browsers:
            browser.close()


def heard(page: Page) -> str:
    """Return what the caller has heard so far, in the recognizer's words."""
    samples = np.array(page.evaluate("window.heard"), np.float32)
    rate = int(page.evaluate("window.rate"))
    line = resample_poly(samples, RATE, rate) * 32767
    return words(np.clip(line, -32768, 32767).astype("<i2").tobytes())


def test_a_balance_is_asked_for_by_voice_and_heard(open_phone: OpenPhone, tmp_path: Path) -> None:
    page = open_phone(say(tmp_path / "mouth.wav", (SPEAKS_AT, BALANCE)))
    captions = page.get_by_test_id("captions")

    page.get_by_role("radio").first.check()
    page.get_by_test_id("call").click()

    expect(captions.locator(".mine")).to_contain_text("баланс", timeout=PATIENCE)
    expect(captions).to_contain_text("рубл", timeout=PATIENCE)
    page.wait_for_function(HAS_FALLEN_SILENT, timeout=PATIENCE)
    assert "рубл" in heard(page)
    page.get_by_test_id("call").click()
    expect(page.get_by_test_id("state")).to_have_text("Звонок завершён")


def test_a_muted_microphone_is_on_again_in_the_next_call(
    open_phone: OpenPhone, tmp_path: Path
) -> None:
    page = open_phone(say(tmp_path / "mouth.wav"))
    mute = page.locator("#mute")
    for _ in range(2):
        page.get_by_test_id("call").click()
        expect(mute).to_be_enabled(timeout=PATIENCE)
        expect(mute).to_have_text("Микрофон")
        mute.click()
        expect(mute).to_have_text("Без звука")
        page.get_by_test_id("call").click()
        expect(page.get_by_test_id("state")).to_have_text("Звонок завершён")


def test_no_line_is_held_while_the_microphone_is_asked_for(
    open_phone: OpenPhone, tmp_path: Path
) -> None:
    page = open_phone(say(tmp_path / "mouth.wav"))
    page.evaluate(
        "() => { navigator.mediaDevices.getUserMedia = () => new Promise((_, no) => { window.no = no; }); }"
    )
    begun: list[str] = []
    page.on("request", lambda request: begun.append(request.url))

    page.get_by_test_id("call").click()
    page.wait_for_function("() => window.no")
    page.get_by_test_id("call").click()  # he changes his mind
    page.evaluate("() => window.no(Error())")

    expect(page.get_by_test_id("call")).to_have_text("Позвонить")
    assert not [url for url in begun if url.endswith("/phone/calls")]


def test_a_call_that_is_begun_before_the_callers_are_listed_goes_on(
    open_phone: OpenPhone, tmp_path: Path
) -> None:
    page = open_phone(say(tmp_path / "mouth.wav"))
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    page.route("**/phone/callers", hold)
    page.reload()
    page.evaluate("() => { navigator.mediaDevices.getUserMedia = () => new Promise(() => {}); }")

    page.get_by_test_id("call").click()
    expect(page.get_by_test_id("call")).to_have_text("Завершить")
    late[0].continue_()
    page.wait_for_function("() => document.getElementById('callers').children.length")

    expect(page.get_by_test_id("call")).to_have_text("Завершить")


def test_zero_on_the_pad_calls_a_person(open_phone: OpenPhone, tmp_path: Path) -> None:
    page = open_phone(say(tmp_path / "mouth.wav"))

    page.get_by_test_id("call").click()
    page.get_by_role("button", name="Клавиши").click()
    page.get_by_role("button", name="0", exact=True).click()

    expect(page.get_by_test_id("state")).to_have_text(
        "Мы передали звонок специалисту", timeout=PATIENCE
    )


def test_without_a_microphone_it_says_so_and_keys_work(
    open_phone: OpenPhone, tmp_path: Path
) -> None:
    page = open_phone(say(tmp_path / "mouth.wav"))
    page.evaluate("() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(Error()); }")

    page.get_by_test_id("call").click()

    expect(page.get_by_test_id("problem")).to_contain_text("микрофон")
    expect(page.get_by_role("button", name="Клавиши")).to_be_enabled()


def test_an_aha_leaves_no_place_above_for_what_is_said_later(
    open_phone: OpenPhone, tmp_path: Path
) -> None:
    page = open_phone(say(tmp_path / "mouth.wav"))
    told = [
        {"kind": "reply", "text": "На счёте триста рублей."},
        {"kind": "partial", "text": "ага"},
        {"kind": "resumed", "sentence": False},
        {"kind": "reply", "text": "Что-то ещё?"},
        {"kind": "partial", "text": "какой"},
        {"kind": "heard", "text": "какой у меня тариф"},
    ]
    shown = page.evaluate(
        """async (told) => {
          const { captions } = await import("/phone/files/captions.js");
          const log = captions(document.getElementById("captions"));
          told.forEach((entry) => log.take(entry));
          return [...document.querySelectorAll(".said")].map((said) => said.textContent);
        }""",
        told,
    )
    assert shown == ["На счёте триста рублей.", "Что-то ещё?", "какой у меня тариф"]
