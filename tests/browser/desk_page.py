"""The desk's page, as somebody of the staff uses it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

PATIENCE = 60_000  # milliseconds: a deadline, for a machine that has other things to do


class DeskPage:
    """A page at ``/desk`` on which somebody is signed in."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.set_default_timeout(PATIENCE)

    def enter(self, url: str, login: str) -> None:
        self.page.goto(f"{url}/desk")
        self.page.get_by_test_id("login-name").fill(login)
        self.page.get_by_test_id("login-password").fill(f"demo-{login}")
        self.page.get_by_test_id("login-enter").click()
        expect(self.page.get_by_test_id("me")).to_be_visible(timeout=PATIENCE)
        expect(self.page.get_by_test_id("line")).to_have_text("на связи", timeout=PATIENCE)

    @property
    def talk(self) -> Locator:
        return self.page.get_by_test_id("talk").last

    def waiting(self, words: str) -> Locator:
        return self.page.get_by_test_id("queue").get_by_test_id("row").filter(has_text=words)

    def take(self, words: str) -> None:
        self.waiting(words).first.click()
        expect(self.talk.get_by_test_id("field")).to_be_visible(timeout=PATIENCE)

    def say(self, text: str) -> None:
        self.talk.get_by_test_id("field").fill(text)
        self.talk.get_by_test_id("field").press("Enter")

    def give(self, kind: str, amount: int, why: str) -> None:
        self.page.keyboard.press("Alt+g")
        self.page.get_by_test_id("give-kind").select_option(kind)
        self.page.get_by_test_id("give-amount").fill(str(amount))
        self.page.get_by_test_id("give-why").fill(why)
        self.page.get_by_test_id("dialog-enter").click()

    def end(self, result: str) -> None:
        self.page.keyboard.press("Alt+Enter")
        self.page.get_by_test_id(f"result-{result}").click()
