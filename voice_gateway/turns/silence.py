"""Silence: when a caller who says nothing is asked again."""

from __future__ import annotations

from collections.abc import Mapping


class Silence:
    """Counts from the end of a prompt; any sound of the caller starts the count anew."""

    def __init__(self, seconds: Mapping[str, float]) -> None:
        self._seconds = seconds
        self._since: float | None = None
        self._allowed = 0.0

    def begin(self, at: float, kind: str) -> None:
        """The prompt has ended: the caller's turn. ``kind`` is one of ``turns.yml``."""
        self._since, self._allowed = at, self._seconds[kind]

    def stop(self) -> None:
        """Somebody speaks."""
        self._since = None

    def touch(self, at: float) -> None:
        """The caller made a sound that was no turn."""
        if self._since is not None:
            self._since = at

    def is_over(self, at: float) -> bool:
        """Tell whether the caller has been silent for too long; it is told once."""
        if self._since is None or at - self._since < self._allowed:
            return False
        self._since = None
        return True
