"""What is wrong with the corpus: phrasings, articles, phrases and held-out sets.

Each module looks at one thing and yields its problems; ``check`` asks them all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.checks import answers, heldout, phrases, phrasings
from knowledge.checks.limits import Limits
from knowledge.checks.problem import Problem
from knowledge.corpus import Corpus
from knowledge.facts import Facts
from knowledge.heldout import HeldoutPhrase, heldout_sets, load_heldout
from knowledge.phrasebook import Phrasebook


@dataclass(frozen=True, slots=True)
class Data:
    """All that is checked, read from the files."""

    corpus: Corpus
    facts: Facts
    phrasebook: Phrasebook
    heldout: Sequence[HeldoutPhrase]

    @classmethod
    def load(cls) -> "Data":
        """Read the project's own data.

        Raises:
            DataError: a file cannot be read as what it should be.
        """
        held = [phrase for path in heldout_sets().values() for phrase in load_heldout(path)]
        return cls(Corpus.load(), Facts.load(), Phrasebook.load(), held)


def check(data: Data, limits: Limits) -> list[Problem]:
    """Return every problem of the data, those of one place together."""
    return sorted(set(_problems(data, limits)))


def _problems(data: Data, limits: Limits) -> Iterator[Problem]:
    yield from phrasings.problems(data.corpus, limits)
    yield from answers.problems(data.corpus, data.facts, limits)
    yield from phrases.problems(data.phrasebook, data.corpus, data.facts, limits)
    yield from heldout.problems(data.heldout, data.corpus, limits)


__all__ = ["Data", "Limits", "Problem", "check"]
