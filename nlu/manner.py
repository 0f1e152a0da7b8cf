"""Whether a message asks how things are or orders that something be done: what parts articles from tasks."""

from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from knowledge.files import read_yaml
from knowledge.lemmas import is_imperative
from nlu.text import DATA


class Manner(StrEnum):
    """How something is said."""

    ASKS = "asks"
    MAY = "may"
    ORDERS = "orders"
    TELLS = "tells"


def manner_of(forms: Iterable[str], lemmas: Iterable[str]) -> Manner:
    """Return the manner of a message by the words of ``nlu/data/manner.yml`` and by its verbs."""
    words = frozenset(lemmas)
    for manner in (Manner.ASKS, Manner.MAY):
        if words & _words()[manner]:
            return manner
    if words & _words()[Manner.ORDERS] or any(is_imperative(form) for form in forms):
        return Manner.ORDERS
    return Manner.TELLS


def without_politeness(lemmas: Iterable[str]) -> list[str]:
    """Return the lemmas of a message that it is not the same without."""
    return [word for word in lemmas if word not in _words()["polite"]]


@cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in read_yaml(DATA / "manner.yml").items()}
