"""Subjects: what a complaint, a wish or a word of praise is about, and who answers for that.

Pure. The rules stand in ``catalogue/tickets.yml``: each subject has a department and the words by
which it is recognised.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from knowledge.facts import catalogue
from knowledge.lemmas import lemma

OTHER = "other"
_STRONG = 2


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject. ``weights`` are those of the lemmas that speak for it."""

    id: str
    title: str
    department: str
    weights: Mapping[str, int]


@cache
def subjects() -> Mapping[str, Subject]:
    """Return all subjects by id, in the order of the rules."""
    return {
        raw["id"]: Subject(
            id=raw["id"],
            title=raw["title"],
            department=raw["department"],
            weights={lemma(word): 1 for word in raw["words"]}
            | {lemma(word): _STRONG for word in raw.get("strong", ())},
        )
        for raw in catalogue()["subjects"].values()
    }


def subject_of(text: str) -> str | None:
    """Return the subject that a text's words speak for most, ``None`` where none do.

    Of subjects with equal weight the one that stands first in the rules wins.
    """
    words = "".join(ch if ch.isalnum() else " " for ch in text).split()
    said = {lemma(word) for word in words}
    weights = {s.id: sum(s.weights.get(word, 0) for word in said) for s in subjects().values()}
    best = max(weights, key=lambda subject: weights[subject])
    return best if weights[best] else None


def department_of(subject: str) -> str:
    """Return who answers for a subject.

    Raises:
        KeyError: there is no such subject.
    """
    return subjects()[subject].department
