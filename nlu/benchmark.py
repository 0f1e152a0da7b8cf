"""The same components measured on a public set of texts and intents, given as CSV."""

import csv
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.files import DataError
from nlu.classifier import ClassifierOptions
from nlu.metrics import Share, macro_f1
from nlu.model import TopicModel


@dataclass(frozen=True, slots=True)
class Labelled:
    """Texts and the intent of each."""

    texts: list[str]
    intents: list[str]


@dataclass(frozen=True, slots=True)
class Score:
    """``accuracy`` with its 95 % interval by ``Share.interval``; times as the user would wait."""

    accuracy: Share
    macro_f1: float
    message_ms: float


@dataclass(frozen=True, slots=True)
class BenchmarkReport:
    """Scores by the name of the set they were measured on; training time in seconds."""

    trained_on: int
    intents: int
    training_s: float
    scores: dict[str, Score]


def read_labelled(path: Path) -> Labelled:
    """Read a CSV file with the columns ``text`` and ``intent``.

    Raises:
        DataError: there is no such file, or it has no such columns, or no rows.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = [(row["text"], row["intent"]) for row in csv.DictReader(file)]
    except FileNotFoundError:
        raise DataError(f"{path}: no such file") from None
    except KeyError as error:
        raise DataError(f"{path}: there is no column {error}") from error
    if not rows:
        raise DataError(f"{path}: no rows")
    return Labelled([text for text, _ in rows], [intent for _, intent in rows])


def benchmark(train: Labelled, sets: dict[str, Labelled]) -> BenchmarkReport:
    """Train on one set with the options that Mia is trained with, and measure on others.

    Raises:
        DataError: the training set is too small to keep texts of each intent back.
    """
    _require_enough(train)
    start = time.perf_counter()
    model = TopicModel.fit(train.texts, train.intents)
    seconds = time.perf_counter() - start
    return BenchmarkReport(
        trained_on=len(train.texts),
        intents=len(set(train.intents)),
        training_s=seconds,
        scores={name: _score(model, labelled) for name, labelled in sets.items()},
    )


def _score(model: TopicModel, labelled: Labelled) -> Score:
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
