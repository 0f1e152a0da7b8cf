"""Endpointing: when the caller's turn is over.

Fed with the times of voiced sound and the words so far. Silence is counted from the last voiced sound
by the wall clock, so that a line which sends nothing while silent ends a turn as any other does.
"""

from __future__ import annotations

from typing import Literal

from voice_gateway.turns.rules import EndpointRules, Expect, Words
from voice_gateway.turns.wholeness import Reading, wholeness

Over = Literal["said", "wordless"]


class Endpointing:
    """One turn after another; ``begin`` starts anew."""

    def __init__(self, rules: EndpointRules, words: Words) -> None:
        self._rules = rules
        self._words = words
        self.begin("open")

    def begin(self, expect: Expect) -> None:
        """Wait for a turn that answers a question of this kind."""
        self.expect: Expect = expect
        self.text = ""
        self.began: float | None = None
        self.voiced: float | None = None
        self._changed = 0.0
        self._reading: Reading | None = None

    def hear(self, at: float, speech: bool, text: str) -> None:
        """Take in what was heard up to ``at``: whether it is speech, and all the words so far."""
        if speech:
            self.began = at if self.began is None else self.began
            self.voiced = at
        if text != self.text:
            self.text, self._changed = text, at
            self.began = at if self.began is None else self.began
            self.voiced = at if self.voiced is None else self.voiced

    def read(self, reading: Reading) -> None:
        """Take in what the bot understood of the words so far."""
        self._reading = reading

    def to_read(self, at: float) -> str | None:
        """Return words that have settled and were not read yet, ``None`` if there are none."""
        known = self._reading.text if self._reading else ""
        settled = at - self._changed >= self._rules.settled
        return self.text if self.text and settled and self.text != known else None

    @property
    def reading(self) -> Reading | None:
        """What was understood of these very words."""
        return self._reading if self._reading and self._reading.text == self.text else None

    @property
    def is_clear(self) -> bool:
        """Whether these words cannot well be noise: more than one, and the bot is sure what is wanted."""
        return bool(self.reading and self.reading.sure) and len(self.text.split()) > 1

    def over(self, at: float) -> Over | None:
        """Tell whether the turn is over at ``at``: with words, or as mere noise; ``None``: not yet."""
        if self.began is None or self.voiced is None:
            return None
        if at - self.began >= self._rules.longest:
            return "said" if self.text else "wordless"
        if at - self.voiced < self.pause():
            return None
        return "said" if self.text else "wordless"

    def pause(self) -> float:
        """Return how many seconds of silence would end the turn as it stands."""
        if not self.text:
            return self._rules.wordless
        pause = self._rules.pauses[self.expect]
        how = wholeness(self.text, self.expect, self._reading, self._words)
        return {"whole": pause.whole, "open": pause.other, "unfinished": self._rules.unfinished}[
            how
        ]
