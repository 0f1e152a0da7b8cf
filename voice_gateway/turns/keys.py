"""Keys: which of them are an answer, a wish for a person, or digits still to be completed.

Keys and voice may be mixed in one answer: keys are joined to the words that were said before them.
"""

from __future__ import annotations

from typing import Literal

from voice_gateway.turns.rules import Expect, KeyRules

PERSON, END, CLEAR = "0", "#", "*"
PIN_LENGTH = 4
PHONE_LENGTHS = {"7": 11, "8": 11, "9": 10}
PHONE_BEGUN = 6  # digits and more are no amount
LONGEST = 32
COLLECTED: frozenset[Expect] = frozenset(("digits", "code"))

Pressed = Literal["person", "answer", "more", "cleared", "nothing"]


class Keys:
    """Collects the keys of one answer; ``begin`` starts anew."""

    def __init__(self, rules: KeyRules) -> None:
        self._rules = rules
        self.begin("open")

    def begin(self, expect: Expect, *, secret: bool = False, most: int | None = None) -> None:
        """Wait for an answer of this kind; ``secret``: a PIN; ``most``: no higher number is one."""
        self._expect: Expect = expect
        self._secret = secret
        self._most = most
        self.at = 0.0  # of the last key
        self.pressed = ""

    def press(self, key: str, at: float) -> Pressed:
        """Take in a key.

        Returns:
            ``answer``: ``pressed`` is complete; ``more``: it may go on; ``person``: a person is wanted.
        """
        self.at = at
        if key == END:
            return "answer" if self.pressed else "nothing"
        if key == CLEAR:
            self.pressed = ""
            return "cleared"
        if not key.isdigit():
            return "nothing"
        self.pressed += key
        if self._expect not in COLLECTED:
            return "person" if self.pressed == PERSON else "answer"
        return "answer" if self._is_complete() else "more"

    def pass_time(self, at: float) -> Pressed:
        """Tell what the keys so far are, now that time has gone by."""
        if not self.pressed or self._expect not in COLLECTED:
            return "nothing"
        if at - self.at < self._patience():
            return "nothing"
        return "person" if self.pressed == PERSON else "answer"

    def _patience(self) -> float:
        """Return how many seconds a further key is waited for: longer where more digits must come."""
        if self._secret or len(self.pressed) >= PHONE_BEGUN:
            return self._rules.unfinished
        return self._rules.person if self.pressed == PERSON else self._rules.between

    def _is_complete(self) -> bool:
        length = len(self.pressed)
        if self._most is not None:  # complete where no further digit could stay below it
            return int(self.pressed) * 10 > self._most
        if self._secret:
            return length >= PIN_LENGTH
        if self._expect == "digits":  # a phone number ends by itself; an amount by # or by time
            return length == PHONE_LENGTHS.get(self.pressed[0])
        return length >= LONGEST
