"""``mia train`` and ``mia evaluate``: the model that understands, and how well it does.

What they need is imported when they run, so that help comes at once.
"""

from __future__ import annotations

import json
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from knowledge.files import DataError
from knowledge.heldout import heldout_sets, load_heldout
from nlu import training

if TYPE_CHECKING:
    from nlu.benchmark import BenchmarkReport
    from nlu.evaluation import HeldoutReport

app = typer.Typer(help="Train the model that understands, and measure it.")

CsvFile = Annotated[Path | None, typer.Option(help="CSV with the columns text and intent.")]


@app.command()
def train(
    force: Annotated[bool, typer.Option(help="Train even if nothing has changed.")] = False,
) -> None:
    """Train the Rasa model from knowledge/ and nlu/; nothing to do is quick."""
    try:
        if not force and training.is_fresh():
            typer.echo("The model is fresh.")
            return
        started = time.monotonic()
        with warnings.catch_warnings(record=True):  # of Rasa's dependencies, about each other
            seconds = training.train(
                lambda step: typer.echo(f"{time.monotonic() - started:6.1f} s  {step}")
            )
    except (DataError, RuntimeError) as error:
        _refuse(str(error))
    typer.echo(f"{seconds:6.1f} s  trained: {training.MODEL}")


@app.command()
def evaluate(
    heldout: Annotated[str, typer.Option("--set", help="A set of nlu/heldout.")] = "dev",
    train: CsvFile = None,
    test: CsvFile = None,
    dev: CsvFile = None,
    as_data: Annotated[bool, typer.Option("--json", help="Print JSON, not tables.")] = False,
) -> None:
    """Measure the trained model on held-out phrases, or its components on CSV files."""
    if (train is None) != (test is None) or (dev and not train):
        _refuse("--train and --test belong together; --dev comes with them")
    try:
        report = _on_csv(train, test, dev) if train and test else _on_heldout(heldout)
    except (DataError, FileNotFoundError) as error:
        _refuse(str(error))
    _print(report, as_data)


def _on_csv(train: Path, test: Path, dev: Path | None) -> BenchmarkReport:
    from nlu.benchmark import benchmark, read_labelled

    files = {"dev": dev, "test": test}
    sets = {name: read_labelled(path) for name, path in files.items() if path}
    return benchmark(read_labelled(train), sets)


def _on_heldout(name: str) -> HeldoutReport:
    sets = heldout_sets()
    if name not in sets:
        raise DataError(f"no held-out set {name}; there are {', '.join(sets)}")
    phrases = load_heldout(sets[name])
    with warnings.catch_warnings(record=True):
        from nlu import trained
    from nlu.evaluation import evaluate as evaluate_heldout

    understanding = trained.load()
    if not training.is_fresh():
        typer.echo("The model is older than its data: run mia train.", err=True)
    return evaluate_heldout(phrases, understanding.model.rank, understanding.thresholds)


def _print(report: HeldoutReport | BenchmarkReport, as_data: bool) -> None:
    from rich.console import Console

    from nlu import reports

    if as_data:
        typer.echo(json.dumps(reports.as_json(report), ensure_ascii=False, indent=2))
        return
    for table in reports.tables(report):
        Console().print(table)


def _refuse(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)
