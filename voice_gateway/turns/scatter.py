"""Scatter: how little the hearings of one turn have in common.

Where somebody said words of the language, what else may have been said differs in an ending or a small
word; where noise or nonsense was recognized as words, each hearing has words of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from voice_gateway.turns.rules import ScatterRules


def is_scattered(text: str, others: Sequence[str], rules: ScatterRules) -> bool:
    """Tell whether a turn was heard as words by chance, so that it is to be asked for again."""
    said = text.split()
    if len(said) < rules.words or sum(map(len, said)) < rules.letters:
        return False
    if len(others) < rules.others:
        return False
    return agreement(text, others[: rules.others], rules.likeness) < rules.agreement


def agreement(text: str, others: Sequence[str], likeness: float) -> float:
    """Return which part (0-1) of a hearing's letters stands in words that the others have too.

    Words are the same from a ``likeness`` (0-1, ``difflib``) on. One hearing alone agrees with itself.
    """
    said = text.split()
    if not said or not others:
        return 1.0
    heard = [other.split() for other in others]
    found = sum(
        len(word) * sum(_is_in(word, other, likeness) for other in heard) / len(heard)
        for word in said
    )
    return found / sum(map(len, said))


def _is_in(word: str, others: Sequence[str], likeness: float) -> bool:
    return any(
        word == other or SequenceMatcher(None, word, other).ratio() >= likeness for other in others
    )
