"""A turn: what a caller was asked, and what he did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from voice_gateway.turns.heard import Mark
from voice_gateway.turns.rules import Expect
from voice_gateway.turns.wholeness import Reading

# ``spoken_over``: he answered before he had heard what he was asked.
Kind = Literal["said", "keys", "person", "silent", "not_heard", "spoken_over"]


@dataclass(frozen=True, slots=True)
class Question:
    """What the caller is asked: the kind of answer, and the phrases that name what can be chosen.

    ``most`` is the highest number that can be an answer. ``secret``: the answer reaches neither journal
    nor reading. ``keys_only``: words count only where they are surely understood. ``parting``: nothing is
    asked, the call is about to go; he is waited for but briefly.
    """

    expect: Expect = "open"
    phrases: tuple[str, ...] = ()
    most: int | None = None
    secret: bool = False
    keys_only: bool = False
    parting: bool = False

    @property
    def wait(self) -> str:
        """How long an answer is waited for, by its name in ``turns.yml``."""
        return "parting" if self.parting else "secret" if self.secret else self.expect


@dataclass(frozen=True, slots=True)
class Turn:
    """What the caller did. Times are seconds on the loop's clock.

    ``voiced`` is the last voiced sound, ``ended`` the decision that the turn is over, ``recognized``
    when its words were known. ``heard`` is how much of the prompt was heard, where it was cut short.
    """

    kind: Kind
    text: str = ""
    alternatives: tuple[str, ...] = ()
    reading: Reading | None = None
    heard: Mark | None = None
    voiced: float = 0.0
    ended: float = 0.0
    recognized: float = 0.0

    def stages(self, answered: float, now: float) -> dict[str, float]:
        """Return how long each stage took, from the last voiced sound on.

        ``answered``: when there was an answer; ``now``: when its first sound was sent.
        """
        return {
            "endpoint": round(self.ended - self.voiced, 3),
            "recognition": round(self.recognized - self.ended, 3),
            "answer": round(answered - self.recognized, 3),
            "speech": round(now - answered, 3),
            "total": round(now - self.voiced, 3),
        }
