"""Ladders: what to say the first, second, third time that nothing was said, heard, understood or pressed.

Each trouble has its own counter. A rung says other words, gives an example, offers keys, and at last
calls a person; where that leads nowhere, a caller who cannot be heard is bidden goodbye. No phrase is
said twice in a call.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Trouble = Literal["silence", "not_heard", "not_understood", "keypad"]
Then = Literal["listen", "keypad", "person", "hang_up"]
Why = Literal["silence", "not_heard", "misunderstood"]


@dataclass(frozen=True, slots=True)
class Rung:
    """What to say (``phrases`` are of one meaning) and what to do then.

    ``asked`` are the phrases where a question is open, if others fit there; ``why`` is why a person is
    called, as the bot is told it, which has the words for it.
    """

    phrases: Sequence[str]
    then: Then = "listen"
    asked: Sequence[str] = ()
    why: Why = "misunderstood"


@dataclass(frozen=True, slots=True)
class Said:
    """A rung that was stepped on: ``text`` is new to this call; ``number`` counts the steps from 1."""

    trouble: Trouble
    text: str
    then: Then
    number: int
    why: Why = "misunderstood"


class Ladders:
    """The ladders of one call."""

    def __init__(self, ladders: Mapping[Trouble, Sequence[Rung]]) -> None:
        self._ladders = ladders
        self._steps: dict[Trouble, tuple[int, int]] = {}  # how many, and which rung is next
        self._said: set[str] = set()

    def step(self, trouble: Trouble, *, asked: bool = False) -> Said:
        """Go one rung up; above the last there is only the last rung's deed.

        A rung that does nothing but speak, and whose words are used up, is passed over.
        ``asked``: a question is open, to which the caller owes an answer.
        """
        ladder = self._ladders[trouble]
        number, place = self._steps.get(trouble, (0, 0))
        while place < len(ladder) - 1 and self._is_used_up(ladder[place], asked=asked):
            place += 1
        self._steps[trouble] = number + 1, place + 1
        rung = ladder[min(place, len(ladder) - 1)]
        fresh = next(self._fresh(rung, asked=asked), "")
        self._said.add(fresh)
        return Said(trouble, fresh, rung.then, number + 1, rung.why)

    def clear(self, *troubles: Trouble) -> None:
        """Something went well: begin these ladders at the bottom again."""
        for trouble in troubles:
            self._steps.pop(trouble, None)

    def _is_used_up(self, rung: Rung, *, asked: bool) -> bool:
        has_words = any(_phrases(rung, asked=asked))
        return rung.then == "listen" and has_words and not any(self._fresh(rung, asked=asked))

    def _fresh(self, rung: Rung, *, asked: bool) -> Iterator[str]:
        return (text for text in _phrases(rung, asked=asked) if text not in self._said)


def _phrases(rung: Rung, *, asked: bool) -> Sequence[str]:
    return (rung.asked or rung.phrases) if asked else rung.phrases
