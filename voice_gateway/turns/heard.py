"""Heard: how much of a text a caller has really heard."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in what is said: the utterance (from 0) and the characters of it that were heard."""

    utterance: int
    characters: int


def characters(text: str, start: int, part: float) -> int:
    """Return the characters of an utterance heard when ``part`` (0-1) of a sentence was.

    Counted to the end of the last whole word: half a word was not heard. ``start`` is how many
    characters stand before the sentence.
    """
    if part >= 1:
        return start + len(text)
    cut = int(len(text) * max(part, 0.0))
    if text[cut : cut + 1].isspace():
        return start + cut
    return start + max(text.rfind(" ", 0, cut), 0)
