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
    ORDERS = "orders"
    TELLS = "tells"


def manner_of(forms: Iterable[str], lemmas: Iterable[str]) -> Manner:
    """Return the manner of a message by the words of ``nlu/data/manner.yml`` and by its verbs."""
    words = frozenset(lemmas)
    if words & _words()[Manner.ASKS]:
        return Manner.ASKS
    if words & _words()[Manner.ORDERS] or any(is_imperative(form) for form in forms):
        return Manner.ORDERS
    return Manner.TELLS


@cache
def _words() -> dict[Manner, frozenset[str]]:
    return {
        Manner(name): frozenset(words) for name, words in read_yaml(DATA / "manner.yml").items()
    }
