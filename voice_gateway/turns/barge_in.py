"""Barge-in: what a prompt does while the caller makes a sound.

She stops at once at any speech, and then finds out what it was: words take the floor; a back-channel
(«ага») lets her go on exactly where she was; a cough or noise, from the sentence where she was. Every
prompt has a protected first moment, and one that must be heard out does not give way at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from voice_gateway.turns.rules import BargeInRules, Words

Move = Literal["stay", "pause", "give_way", "go_on", "go_on_from_sentence"]


class BargeIn:
    """One prompt after another; ``begin`` starts anew."""

    def __init__(self, rules: BargeInRules, words: Words) -> None:
        self._rules = rules
        self._back_channel = words.back_channel
        self.begin(0.0)

    def begin(self, at: float, *, answerable: bool = False) -> None:
        """A prompt begins. ``answerable``: a yes is an answer to it, so no back-channel."""
        self._began = at
        self._hear_out = False
        self._answerable = answerable
        self._paused: float | None = None
        self._voiced = at
        self._deaf = False

    def sentence(self, *, hear_out: bool) -> None:
        """The next sentence of the prompt begins."""
        self._hear_out = hear_out

    @property
    def is_paused(self) -> bool:
        """Whether she is silent and finds out what the sound was."""
        return self._paused is not None

    @property
    def hears_out(self) -> bool:
        """Whether the prompt does not give way."""
        return self._hear_out

    def hear(self, at: float, speech: bool, text: str) -> Move:
        """Return what the prompt does, given what was heard up to ``at`` and the words so far."""
        if self._hear_out or at - self._began < self._rules.protected:
            return "stay"
        if speech:
            self._voiced = at
        if self._paused is None:
            return self._at_sound(at, speech, text)
        return self._while_paused(at, text)

    def pass_time(self, at: float, text: str) -> Move:
        """Return what the prompt does as time goes by without any sound from the line."""
        return self.hear(at, False, text)

    def judge(self, hearings: Sequence[str]) -> Move:
        """Return what a brief sound was, now that it is over and all its hearings are known.

        The first words of a recognizer are often wrong: one hearing that is a back-channel will do.
        """
        back = any(text and not self._takes_floor(text) for text in hearings)
        self._paused = None
        return "go_on" if back else "give_way"

    def _at_sound(self, at: float, speech: bool, text: str) -> Move:
        if not speech:
            self._deaf = False  # the noise is over
            return "stay"
        if self._deaf and not self._takes_floor(text):
            return "stay"
        self._paused = at
        at_once = self._takes_floor(text) and (self._deaf or self._answerable)
        return "give_way" if at_once else "pause"

    def _while_paused(self, at: float, text: str) -> Move:
        assert self._paused is not None
        brief = self._voiced - self._paused <= self._rules.brief
        takes_floor = self._takes_floor(text)
        if takes_floor and (self._answerable or not brief):
            return "give_way"
        quiet = at - self._voiced
        if text and not takes_floor and quiet >= self._rules.back_channel:
            self._paused = None
            return "go_on"
        if not text and quiet >= self._rules.false_alarm:
            self._paused = None
            return "go_on_from_sentence"
        if not text and at - self._paused >= self._rules.noise:
            self._paused, self._deaf = None, True
            return "go_on_from_sentence"
        return "stay"

    def _takes_floor(self, text: str) -> bool:
        said = text.split()
        return bool(said) and (self._answerable or any(w not in self._back_channel for w in said))
