"""``train`` and ``evaluate`` on the console, without a real training."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nlu import cli, training
from tests.nlu.samples import PAIRS

RUN = CliRunner()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "set.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("text", "intent"), *PAIRS])
    return path


def test_fresh_model_is_not_trained_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "is_fresh", lambda: True)
    monkeypatch.setattr(training, "train", lambda tell: pytest.fail("trained"))
    result = RUN.invoke(cli.app, ["train"])
    assert (result.exit_code, result.stdout) == (0, "The model is fresh.\n")


@pytest.mark.parametrize(("fresh", "options"), [(False, []), (True, ["--force"])])
def test_steps_are_told(monkeypatch: pytest.MonkeyPatch, fresh: bool, options: list[str]) -> None:
    def train(tell: Callable[[str], None]) -> float:
        tell("NgramFeaturizer")
        return 12.34

    monkeypatch.setattr(training, "is_fresh", lambda: fresh)
    monkeypatch.setattr(training, "train", train)
    result = RUN.invoke(cli.app, ["train", *options])
    assert result.exit_code == 0
    first, last = result.stdout.splitlines()
    assert first.endswith(" s  NgramFeaturizer")
    assert last.startswith("  12.3 s  trained: ")


def test_training_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    def train(tell: Callable[[str], None]) -> float:
        raise RuntimeError("rasa train ended with code 1 and no model")

    monkeypatch.setattr(training, "is_fresh", lambda: False)
    monkeypatch.setattr(training, "train", train)
    result = RUN.invoke(cli.app, ["train"])
    assert result.exit_code == 1
    assert "code 1" in result.output


def test_evaluate_on_csv(table: Path) -> None:
    files = ["--train", str(table), "--test", str(table), "--dev", str(table)]
    result = RUN.invoke(cli.app, ["evaluate", *files, "--kind", "linear", "--json"])
    report = json.loads(result.stdout)
    assert (report["trained_on"], report["intents"]) == (24, 4)
    assert list(report["scores"]) == ["dev", "test"]
    accuracy = report["scores"]["test"]["accuracy"]
    assert (accuracy["count"], accuracy["of"], accuracy["value"]) == (24, 24, 1.0)
    assert accuracy["interval_95"] == [0.862, 1.0]


def test_evaluate_on_csv_as_a_table(table: Path) -> None:
    files = ["--train", str(table), "--test", str(table)]
    result = RUN.invoke(cli.app, ["evaluate", *files, "--kind", "linear"])
    assert result.exit_code == 0
    assert "100.0%" in result.stdout


@pytest.mark.parametrize("options", [["--train"], ["--test"], ["--dev"]])
def test_files_that_belong_together(table: Path, options: list[str]) -> None:
    result = RUN.invoke(cli.app, ["evaluate", *options, str(table)])
    assert result.exit_code == 1
    assert "belong together" in result.output


def test_epochs_are_those_of_diet(table: Path) -> None:
    files = ["--train", str(table), "--test", str(table)]
    result = RUN.invoke(cli.app, ["evaluate", *files, "--kind", "linear", "--epochs", "3"])
    assert result.exit_code == 1
    assert "--kind diet" in result.output


def test_no_such_set_and_no_such_file(tmp_path: Path) -> None:
    result = RUN.invoke(cli.app, ["evaluate", "--set", "nothing"])
    assert result.exit_code == 1
    assert "no held-out set nothing; there are apart, dev, final" in result.output
    missing = str(tmp_path / "x.csv")
    result = RUN.invoke(cli.app, ["evaluate", "--train", missing, "--test", missing])
    assert result.exit_code == 1
    assert "no such file" in result.output
