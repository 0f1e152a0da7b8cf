"""The commands of ``mia bench``: those of the bot, and those of other rooms."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from importlib.metadata import entry_points
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.service import logs, threads

app = typer.Typer(help="How quickly Mia understands and answers.", no_args_is_help=True)

Figures = Mapping[str, Mapping[str, float]]


@app.command()
def parse(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    rounds: Annotated[int, typer.Option(help="How often each phrase is parsed.")] = 1,
) -> None:
    """Measure understanding in process, over all held-out phrases."""
    threads.one_each()
    from bot.bench.parse import measure

    logs.configure()
    _show({"parse": measure(rounds).summary()}, as_json)


@app.command()
def chat(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    peer: Annotated[bool, typer.Option(help="Measure Rasa's own server beside.")] = False,
    turns: Annotated[int, typer.Option(help="Turns of the single user.")] = 300,
) -> None:
    """Measure turns over HTTP: one user, sixteen at full speed, sixteen with 1-3 s between turns.

    Every server stands on the same Redis and demo operator, in one process; with ``--peer`` the two
    take turns, so that both meet the same machine.
    """
    from bot.bench.chat import measure

    _show(asyncio.run(measure(turns, with_peer=peer)), as_json)


@app.command()
def speakers(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    turns: Annotated[int, typer.Option(help="Turns of each session.")] = 30,
) -> None:
    """Measure answered articles at each speaker: sixteen sessions with 1-3 s between turns."""
    from bot.bench.speakers import measure

    _show(asyncio.run(measure(turns)), as_json)


@app.command()
def slow(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Hold sessions at each speaker while the operator's billing takes ten seconds."""
    from bot.bench.slow import measure

    _show(asyncio.run(measure()), as_json)


for _point in entry_points(group="mia.bench"):  # what other rooms measure
    app.command(name=_point.name)(_point.load())


def _show(figures: Figures, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(figures, ensure_ascii=False, indent=2))
        return
    table = Table()
    names = list(next(iter(figures.values())))
    for column in ("", *names):
        table.add_column(column, justify="right" if column else "left")
    for row, values in figures.items():
        table.add_row(row, *(f"{values[name]:g}" for name in names))
    Console().print(table)
