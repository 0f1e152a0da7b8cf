"""What the floor needs of an ear."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from voice_gateway.listening.recognizer import Hypothesis


class Listening(Protocol):
    """An ear, as the floor sees it."""

    def begin(self, grammar: Sequence[str] = ()) -> None:
        """Forget the words so far, and listen for a new turn."""
        ...

    @property
    def is_hearing(self) -> bool:
        """Whether there was speech in this turn, though it may not have been told yet."""
        ...

    async def final(self) -> Hypothesis:
        """Return what was said in the turn that has ended."""
        ...

    def heard_until(self, now: float) -> float:
        """Return up to when all that arrived was listened to."""
        ...
