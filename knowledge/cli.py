"""``mia knowledge``: what the corpus holds, and what is wrong with it."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.table import Table

from knowledge.checks import Data, Limits, Problem
from knowledge.checks import check as find_problems
from knowledge.corpus import STYLES, Corpus
from knowledge.facts import Facts
from knowledge.files import DataError
from knowledge.fixed import fixed_texts
from knowledge.phrasebook import Phrasebook
from knowledge.stats import Row, as_json, count

app = typer.Typer(name="knowledge", help="The corpus: what it holds, what is wrong with it.")


@app.command()
def stats(
    as_data: Annotated[bool, typer.Option("--json", help="Print JSON, not a table.")] = False,
) -> None:
    """Count topics and phrasings by area and style."""
    try:
        rows = count(Corpus.load())
    except DataError as error:
        _refuse(error)
    if as_data:
        typer.echo(json.dumps(as_json(rows), indent=2))
    else:
        Console().print(_table(rows))


@app.command()
def check(
    warnings: Annotated[bool, typer.Option(help="Print warnings one by one.")] = False,
) -> None:
    """Find what breaks the rules of knowledge/README.md; exit 1 if anything does."""
    try:
        problems = find_problems(Data.load(), Limits.load())
    except DataError as error:
        _refuse(error)
    for problem in problems:
        if problem.is_error or warnings:
            typer.echo(f"{problem.where}: {problem.kind}: {problem.message}")
    typer.echo(_summary(problems))
    if any(problem.is_error for problem in problems):
        raise typer.Exit(1)


@app.command()
def spoken() -> None:
    """Print, one a line, what Mia says to everybody alike; a gateway renders it before anybody calls.

    mia knowledge spoken | mia speaking ahead
    """
    try:
        texts = fixed_texts(Corpus.load(), Phrasebook.load(), Facts.load())
    except DataError as error:
        _refuse(error)
    for text in texts:
        typer.echo(" ".join(text.split()))


def _refuse(error: DataError) -> NoReturn:
    typer.echo(str(error), err=True)
    raise typer.Exit(1)


def _summary(problems: Sequence[Problem]) -> str:
    errors = Counter(problem.kind for problem in problems if problem.is_error)
    noted = Counter(problem.kind for problem in problems if not problem.is_error)
    shown = [f"{sum(errors.values())} errors"]
    shown += [f"{kind} {number}" for kind, number in errors.most_common()]
    shown += [f"{kind} {number} (no error)" for kind, number in noted.most_common()]
    return ", ".join(shown)


def _table(rows: Sequence[Row]) -> Table:
    table = Table("", "topics", *STYLES, "phrasings")
    for column in table.columns[1:]:
        column.justify = "right"
    for row in rows:
        if row is rows[-1]:
            table.add_section()
        numbers = (row.topics, *row.styles.values(), row.phrasings)
        table.add_row(row.name, *map(str, numbers))
    return table
