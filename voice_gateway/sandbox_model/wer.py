"""Word error rate: substitutions, deletions and insertions against the words that were said."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WordErrors:
    """Errors over so many words said."""

    errors: int
    words: int

    @property
    def rate(self) -> float:
        """Errors to a word said; 0 where nothing was said."""
        return self.errors / self.words if self.words else 0.0


def errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """Return the least number of changed, lost and added words (Levenshtein distance)."""
    row = list(range(len(heard) + 1))
    for place, word in enumerate(said, 1):
        before, row[0] = row[0], place
        for at, other in enumerate(heard, 1):
            change = before + (word != other)
            before = row[at]
            row[at] = min(change, row[at] + 1, row[at - 1] + 1)
    return row[-1]


def word_errors(pairs: Iterable[tuple[Sequence[str], Sequence[str]]]) -> WordErrors:
    """Return the errors over all (said, heard)."""
    counted = [(errors(said, heard), len(said)) for said, heard in pairs]
    return WordErrors(sum(e for e, _ in counted), sum(n for _, n in counted))


def unknown_share(sentences: Iterable[Sequence[str]], known: Container[str]) -> float:
    """Return which part of the words said is not in a vocabulary."""
    words = [word for sentence in sentences for word in sentence]
    return sum(word not in known for word in words) / max(len(words), 1)
