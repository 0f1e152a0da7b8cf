"""Measures of a classifier: shares with their intervals, calibration, confusions."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @classmethod
    def true(cls, marks: Iterable[bool]) -> "Share":
        """Return the share of true marks."""
        kept = list(marks)
        return cls(sum(kept), len(kept))

    @property
    def value(self) -> float:
        """The share, 0–1; 0 of nothing."""
        return self.count / self.of if self.of else 0.0

    def interval(self, z: float = 1.96) -> tuple[float, float]:
        """Return Wilson's score interval; ``z`` = 1.96 gives 95 %."""
        if not self.of:
            return 0.0, 1.0
        share, spread = self.value, z * z / self.of
        middle = (share + spread / 2) / (1 + spread)
        half = z * math.sqrt(share * (1 - share) / self.of + spread / (4 * self.of)) / (1 + spread)
        return max(middle - half, 0.0), min(middle + half, 1.0)


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often one topic was taken for another."""

    expected: str
    got: str
    count: int


def calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = 15) -> float:
    """Return the expected calibration error (0–1) over bins of equal width.

    It is the mean distance, by bin and weighted by its size, of accuracy from confidence.
    """
    sums: dict[int, list[float]] = {}
    for confidence, mark in zip(confidences, right, strict=True):
        at = min(int(confidence * bins), bins - 1)
        sums.setdefault(at, []).append(confidence - mark)
    total = len(confidences)
    return sum(abs(sum(gaps)) for gaps in sums.values()) / total if total else 0.0


def confusions(pairs: Iterable[tuple[str, str]], most: int = 15) -> list[Confusion]:
    """Return the commonest (expected, got) pairs that differ."""
    counts = Counter(pair for pair in pairs if pair[0] != pair[1])
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [Confusion(*pair, count) for pair, count in ordered[:most]]


def macro_f1(expected: Sequence[str], got: Sequence[str]) -> float:
    """Return the mean F1 of all topics that are expected or given, each weighing the same."""
    truth, answers, hits = Counter(expected), Counter(got), Counter[str]()
    hits.update(one for one, other in zip(expected, got, strict=True) if one == other)
    topics = truth.keys() | answers.keys()
    scores = [2 * hits[topic] / (truth[topic] + answers[topic]) for topic in topics]
    return sum(scores) / len(scores) if scores else 0.0
