"""``mia train``, ``evaluate``, ``thresholds``, ``context``: the model that understands, and how well it does.

What they need is imported when they run, so that help comes at once.
"""

from __future__ import annotations

import json
import time
import warnings
from dataclasses import asdict, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from knowledge.files import DataError
from knowledge.heldout import HeldoutPhrase, heldout_sets, load_heldout
from nlu import training

if TYPE_CHECKING:
    from nlu.benchmark import BenchmarkReport, Fit
    from nlu.evaluation import HeldoutReport
    from nlu.learning import ClassifierOptions
    from nlu.thresholds import Thresholds
    from nlu.trained import Understanding

app = typer.Typer(help="Train the model that understands, and measure it.")


class Kind(StrEnum):
    """A model to measure: Mia's own, its linear part alone, Rasa's default pipeline."""

    OWN = "own"
    LINEAR = "linear"
    DIET = "diet"


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
    kind: Annotated[Kind, typer.Option(help="On CSV files or the curve: which model.")] = Kind.OWN,
    epochs: Annotated[int | None, typer.Option(help="Of DIET, if not its own 100.")] = None,
    curve: Annotated[
        bool, typer.Option("--learning-curve", help="Train anew on parts of the phrasings.")
    ] = False,
    as_data: Annotated[bool, typer.Option("--json", help="Print JSON, not tables.")] = False,
) -> None:
    """Measure the trained model on held-out phrases, or its components on CSV files."""
    if (train is None) != (test is None) or (dev and not train):
        _refuse("--train and --test belong together; --dev comes with them")
    if epochs is not None and kind is not Kind.DIET:
        _refuse("--epochs are those of --kind diet")
    try:
        if curve:
            _print_curve(_heldout(heldout), kind, as_data)
            return
        fit = _fit(kind, epochs)
        report = _on_csv(train, test, dev, fit) if train and test else _on_heldout(heldout)
    except (DataError, FileNotFoundError) as error:
        _refuse(str(error))
    _print(report, as_data)


@app.command()
def thresholds(
    heldout: Annotated[str, typer.Option("--sets", help="Sets of nlu/heldout.")] = "dev,others",
) -> None:
    """Choose the thresholds of the trained model from nlu/data/costs.yml, and write them."""
    sets = heldout.split(",")
    try:
        phrases, understanding = [p for name in sets for p in _heldout(name)], _trained()
        found = _cheapest(phrases, understanding)
    except (DataError, FileNotFoundError, ValueError) as error:
        _refuse(str(error))
    from nlu.thresholds import FILE

    head = f"# Written by `mia thresholds` from nlu/data/costs.yml and nlu/heldout: {', '.join(sets)}.\n"
    rows = "".join(f"{name}: {value}\n" for name, value in asdict(found).items())
    FILE.write_text(head + rows, encoding="utf-8")
    typer.echo(rows, nl=False)


@app.command()
def context(
    heldout: Annotated[str, typer.Option("--set", help="A set of nlu/heldout.")] = "follow_ups",
) -> None:
    """Fit how much a follow-up owes to what was answered before it, and write the weights."""
    from nlu.context import FILE, ContextWeights
    from nlu.context_fitting import fit, follow_ups

    weights = ContextWeights.load()
    try:
        examples = follow_ups(_heldout(heldout), _trained().model.rank, weights)
        found = fit(examples, weights)
    except (DataError, FileNotFoundError, ValueError) as error:
        _refuse(str(error))
    head = (
        "# How a follow-up is understood by what was answered before it (nlu/context.py). The first\n"
        f"# four were fitted by `mia context` on nlu/heldout/{heldout}.yml.\n"
    )
    rows = "".join(f"{name}: {value}\n" for name, value in asdict(found).items())
    FILE.write_text(head + rows, encoding="utf-8")
    typer.echo(f"{len(examples)} follow-ups\n{rows}", nl=False)


def _cheapest(phrases: list[HeldoutPhrase], understanding: Understanding) -> Thresholds:
    from nlu.tuning import Costs, Ranked, choose

    plain = replace(understanding.model, outside=1.0)
    return choose([Ranked(plain.rank(p.text), p.topics) for p in phrases], Costs.load())


def _on_csv(train: Path, test: Path, dev: Path | None, fit: Fit) -> BenchmarkReport:
    from nlu.benchmark import benchmark
    from nlu.labelled import read_labelled

    files = {"dev": dev, "test": test}
    sets = {name: read_labelled(path) for name, path in files.items() if path}
    return benchmark(read_labelled(train), sets, fit)


def _fit(kind: Kind, epochs: int | None) -> Fit:
    from nlu.benchmark import own

    if kind is Kind.DIET:
        from nlu.diet import DietModel

        return lambda texts: DietModel.fit(texts, epochs)
    return own(_options(kind))


def _options(kind: Kind) -> ClassifierOptions:
    from nlu.learning import ClassifierOptions

    return ClassifierOptions(network=None) if kind is Kind.LINEAR else ClassifierOptions()


def _on_heldout(name: str) -> HeldoutReport:
    phrases, understanding = _heldout(name), _trained()
    from nlu.evaluation import evaluate as evaluate_heldout

    return evaluate_heldout(phrases, understanding.model.rank, understanding.thresholds)


def _print_curve(phrases: list[HeldoutPhrase], kind: Kind, as_data: bool) -> None:
    if kind is Kind.DIET:
        raise DataError("the learning curve is of Mia's own model or its linear part")
    from rich.console import Console

    from nlu import reports
    from nlu.curve import learning_curve

    points = dict(learning_curve(phrases, _options(kind) if kind is Kind.LINEAR else None))
    if as_data:
        data = {str(share): reports.as_json(report) for share, report in points.items()}
        typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    Console().print(reports.curve(points))


def _heldout(name: str) -> list[HeldoutPhrase]:
    sets = heldout_sets()
    if name not in sets:
        raise DataError(f"no held-out set {name}; there are {', '.join(sets)}")
    return load_heldout(sets[name])


def _trained() -> Understanding:
    """Return the trained model, and say so if it is older than its data."""
    with warnings.catch_warnings(record=True):
        from nlu import trained

    if not training.is_fresh():
        typer.echo("The model is older than its data: run mia train.", err=True)
    return trained.load()


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
