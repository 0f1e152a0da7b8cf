"""``mia train`` and ``mia evaluate``: the model that understands, and how well it does."""

import json
import time
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from knowledge.files import DataError
from knowledge.heldout import heldout_sets, load_heldout
from nlu import reports, training
from nlu.benchmark import BenchmarkReport, benchmark, read_labelled
from nlu.evaluation import HeldoutReport
from nlu.evaluation import evaluate as evaluate_heldout

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
        report: HeldoutReport | BenchmarkReport
        if train and test:
            report = _on_csv(train, test, dev)
        else:
            report = _on_heldout(heldout)
    except (DataError, FileNotFoundError) as error:
        _refuse(str(error))
    if as_data:
        typer.echo(json.dumps(reports.as_json(report), ensure_ascii=False, indent=2))
    else:
        for table in reports.tables(report):
            Console().print(table)


def _on_csv(train: Path, test: Path, dev: Path | None) -> BenchmarkReport:
    sets = {"test": read_labelled(test)}
    if dev:
        sets = {"dev": read_labelled(dev), **sets}
    return benchmark(read_labelled(train), sets)


def _on_heldout(name: str) -> HeldoutReport:
    sets = heldout_sets()
    if name not in sets:
        raise DataError(f"no held-out set {name}; there are {', '.join(sets)}")
    phrases = load_heldout(sets[name])
    from nlu import trained  # seconds of importing Rasa, only when its model is read

    understanding = trained.load()
    if not training.is_fresh():
        typer.echo("The model is older than its data: run mia train.", err=True)
    return evaluate_heldout(phrases, understanding.model.rank, understanding.thresholds)


def _refuse(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)
