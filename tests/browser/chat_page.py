"""The chat page in a person's hands: what he types, presses and sees."""

from __future__ import annotations

from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.browser.watch import Watch

ANSWER_MS = 20_000
ONLINE = "#status[data-state=online]"


class ChatPage:
    """A chat in a page, or in the frame of a widget (``inside``)."""

    def __init__(self, page: Page, watch: Watch, inside: FrameLocator | None = None) -> None:
        self.page = page
        self.watch = watch
        self._inside: Page | FrameLocator = inside or page

    def open(self, url: str) -> None:
        """Open the page, and wait until Mia is there."""
        self.page.goto(url)
        self.wait_online()

    def reload(self) -> None:
        """Open the page anew."""
        self.page.reload()
        self.wait_online()

    def wait_online(self) -> None:
        """Wait until Mia is there."""
        expect(self.find(ONLINE)).to_be_attached(timeout=60_000)

    def find(self, selector: str) -> Locator:
        """Find by a CSS selector."""
        return self._inside.locator(selector)

    def part(self, name: str) -> Locator:
        """Find by ``data-testid``."""
        return self._inside.get_by_test_id(name)

    @property
    def answers(self) -> Locator:
        """Mia's messages."""
        return self.part("message-mia")

    @property
    def said(self) -> Locator:
        """The person's messages."""
        return self.part("message-user")

    @property
    def words(self) -> list[str]:
        """All words of the conversation, in order."""
        return self.find(".message-text").all_inner_texts()

    def say(self, text: str) -> Locator:
        """Type and send; returns Mia's first new message."""
        before = self.answers.count()
        self.part("composer").fill(text)
        self.part("send").click()
        return self._new(before)

    def press(self, title: str) -> Locator:
        """Press a quick reply; returns Mia's first new message."""
        before = self.answers.count()
        self.quick_reply(title).click()
        return self._new(before)

    def quick_reply(self, title: str) -> Locator:
        """Find a quick reply by its title."""
        return self.part("quick-reply").filter(has_text=title)

    def _new(self, before: int) -> Locator:
        answer = self.answers.nth(before)
        expect(answer).to_be_attached(timeout=ANSWER_MS)
        expect(self.part("typing")).to_be_hidden()
        return answer
