"""A problem of the data: where it is, of what kind, and what is wrong."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from knowledge.files import ROOT

Kind = Literal[
    "duplicate",  # a phrasing stands twice under its topic
    "two_topics",  # a phrasing stands under two topics
    "near_copy",  # two phrasings of a topic share too many words
    "missing_style",
    "too_few",
    "too_literal",  # too many phrasings repeat the words of the question
    "unresolved",  # a template is broken or asks for what is not there
    "too_long",
    "not_for_ear",  # what cannot be said: links, brackets, figures with slashes
    "dead_reference",  # an id that names nothing
    "bad_button",  # a button with no target, or with several
    "heldout_in_training",
    "close_to_heldout",
    "not_apart",  # close to training, in a held-out set that promises not to be
]

# Worth knowing, but no reason to fail: people do put one thing in the same words.
WARNINGS: frozenset[Kind] = frozenset({"close_to_heldout"})


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem; ``where`` names the file and the topic or phrase."""

    where: str
    kind: Kind
    message: str

    @property
    def is_error(self) -> bool:
        """Tell whether the problem makes the check fail."""
        return self.kind not in WARNINGS


def place(source: Path, name: str) -> str:
    """Return where something stands: its file, as a path from the root, and its name."""
    shown = source.relative_to(ROOT) if source.is_relative_to(ROOT) else source
    return f"{shown}: {name}"
