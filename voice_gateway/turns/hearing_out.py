"""Hearing out: what becomes of what is said over a prompt that must be heard to its end, such as a price.

A yes counts only where it begins when the prompt is all but over: earlier the caller cannot know what he
agrees to. She ends the prompt then and asks once more, in few words. A refusal, or a word about the talk
itself («помедленнее»), agrees to nothing: it is taken up at once.
"""

from __future__ import annotations

from voice_gateway.turns.commands import command
from voice_gateway.turns.rules import Words


class HearingOut:
    """One prompt after another; ``begin`` starts anew. ``late``: seconds before the end of a prompt."""

    def __init__(self, late: float, words: Words) -> None:
        self._late = late
        self._words = words
        self.begin()

    def begin(self) -> None:
        """A prompt begins."""
        self._spoken_over = False
        self._is_early = False

    def note(self) -> None:
        """Something was said over the prompt that does not count."""
        self._spoken_over = True

    def end(self, at: float, began: float | None) -> bool:
        """The prompt is over; ``began``: since when the caller has been speaking, ``None``: he is not.

        Returns:
            Whether he has spoken, and is to be asked once more.
        """
        self._is_early = began is not None and began < at - self._late
        return began is None and self._spoken_over

    def cuts_in(self, text: str) -> bool:
        """Tell whether words may be taken up before the prompt is over."""
        first = text.split()[:1]
        return bool(first) and (
            first[0] in self._words.refusal or command(text, self._words) is not None
        )

    def counts(self, text: str) -> bool:
        """Tell whether what he was saying when the prompt ended is an answer to it."""
        return not self._is_early or self.cuts_in(text)
