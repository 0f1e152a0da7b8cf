"""Public sets: reading CSV, training on it, and what is too small to train on."""

import csv
from pathlib import Path

import pytest

from knowledge.files import DataError
from nlu.benchmark import benchmark, own
from nlu.labelled import Labelled, read_labelled
from tests.nlu.samples import PAIRS, QUICK


def write(
    path: Path, rows: list[tuple[str, str]], header: tuple[str, str] = ("text", "intent")
) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def test_what_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [("тише, пожалуйста", "volume_down"), ("громче", "volume_up")])
    assert read_labelled(path) == Labelled(
        ["тише, пожалуйста", "громче"], ["volume_down", "volume_up"]
    )


def test_what_is_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file"):
        read_labelled(tmp_path / "nothing.csv")
    with pytest.raises(DataError, match="there is no column 'intent'"):
        read_labelled(write(tmp_path / "b.csv", [("да", "yes")], ("text", "label")))
    with pytest.raises(DataError, match="no rows"):
        read_labelled(write(tmp_path / "c.csv", []))


def test_scores_by_set() -> None:
    train = Labelled([text for text, _ in PAIRS], [topic for _, topic in PAIRS])
    wrong = Labelled(["какой баланс", "смени тариф"], ["change_tariff", "change_tariff"])
    report = benchmark(train, {"same": train, "wrong": wrong}, own(QUICK))
    assert (report.trained_on, report.intents) == (24, 4)
    assert report.training_s > 0
    assert report.training_cpu_s > 0
    assert report.scores["same"].accuracy.value == 1.0
    assert report.scores["same"].macro_f1 == 1.0
    assert (report.scores["wrong"].accuracy.count, report.scores["wrong"].accuracy.of) == (1, 2)
    assert report.scores["wrong"].macro_f1 == pytest.approx((2 / 3 + 0) / 2)
    assert report.scores["wrong"].message_ms > 0


def test_too_little_to_train_on() -> None:
    with pytest.raises(DataError, match="one text alone of b"):
        benchmark(Labelled(["раз", "два", "три"], ["a", "a", "b"]), {})
    with pytest.raises(DataError, match="4 texts are too few for 2 intents"):
        benchmark(Labelled(["раз", "два", "три", "пять"], ["a", "a", "b", "b"]), {})
