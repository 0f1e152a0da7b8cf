"""The same components measured on a public set of texts and intents, given as CSV."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge.files import DataError
from nlu.labelled import Labelled
from nlu.learning import ClassifierOptions
from nlu.metrics import Share, macro_f1
from nlu.model import TopicModel
from nlu.ranking import Ranking


class Ranker(Protocol):
    """A trained model."""

    def rank(self, text: str) -> Ranking:
        """Return intents with their confidences, the likeliest first."""


Fit = Callable[[Labelled], Ranker]


@dataclass(frozen=True, slots=True)
class Score:
    """``accuracy`` with its 95 % interval by ``Share.interval``; times as the user would wait."""

    accuracy: Share
    macro_f1: float
    message_ms: float


@dataclass(frozen=True, slots=True)
class BenchmarkReport:
    """Scores by the name of the set measured on; training in seconds, and in those of a processor."""

    trained_on: int
    intents: int
    training_s: float
    training_cpu_s: float
    scores: dict[str, Score]


def benchmark(
    train: Labelled, sets: dict[str, Labelled], fit: Fit | None = None
) -> BenchmarkReport:
    """Train on one set and measure on others; Mia's own model as she is trained, if not told.

    Raises:
        DataError: the training set is too small to keep texts of each intent back.
    """
    _require_enough(train)
    start, cpu_start = time.perf_counter(), time.process_time()
    model = (fit or own())(train)
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu_start
    return BenchmarkReport(
        trained_on=len(train.texts),
        intents=len(set(train.intents)),
        training_s=seconds,
        training_cpu_s=cpu_seconds,
        scores={name: _score(model, labelled) for name, labelled in sets.items()},
    )


def own(options: ClassifierOptions | None = None) -> Fit:
    """Return what trains Mia's own model."""
    return lambda train: TopicModel.fit(train.texts, train.intents, options=options)


def _score(model: Ranker, labelled: Labelled) -> Score:
    start = time.perf_counter()
    got = [model.rank(text)[0][0] for text in labelled.texts]
    seconds = time.perf_counter() - start
    right = [one == other for one, other in zip(got, labelled.intents, strict=True)]
    return Score(
        Share.true(right), macro_f1(labelled.intents, got), 1000 * seconds / len(labelled.texts)
    )


def _require_enough(train: Labelled) -> None:
    """Refuse what cannot be parted into shown and hidden texts with each intent in both."""
    counts = Counter(train.intents)
    single: Sequence[str] = sorted(intent for intent, count in counts.items() if count < 2)
    if single:
        raise DataError(f"one text alone of {', '.join(single)}: at least two are needed")
    if len(train.texts) * ClassifierOptions().hidden < len(counts):
        raise DataError(f"{len(train.texts)} texts are too few for {len(counts)} intents")
