"""The command ``mia bench voice``."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

LEVELS = "1,5,10,20,40"

Figures = Mapping[str, Sequence[Mapping[str, float]]]


def voice(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    levels: Annotated[str, typer.Option(help="How many calls at once.")] = LEVELS,
    peer: Annotated[bool, typer.Option(help="Measure Vosk's WebSocket server beside.")] = True,
) -> None:
    """Measure calls at once with real speech both ways, and Vosk's own server on the same audio.

    Larger models hold fewer calls: MIA_VOSK_MODEL=… mia bench voice tells how many.
    """
    counts = [int(level) for level in levels.split(",")]
    figures = asyncio.run(_measure(counts, with_peer=peer))
    if as_json:
        typer.echo(json.dumps(figures, ensure_ascii=False, indent=2))
        return
    for name, rows in figures.items():
        _show(name, rows)


async def _measure(counts: Sequence[int], *, with_peer: bool) -> Figures:
    from voice_gateway.bench import ground, load
    from voice_gateway.bench import peer as vosk_server
    from voice_gateway.bench.process import load as look
    from voice_gateway.settings import model_path

    said = await load.speech()
    figures: dict[str, list[Mapping[str, float]]] = {"mia": []}
    with ground.mia() as mia:
        used = partial(look, mia.parts)
        await load.warm(mia.place, mia.secret, said)
        for count in counts:
            found = await load.measure(mia.place, mia.secret, count, said, used)
            figures["mia"].append(found.summary())
    if with_peer:
        audio = [[one.pcm for one in voice] for voice in said.values()]
        with ground.peer(model_path()) as (pid, port):
            figures["vosk server"] = [
                await vosk_server.measure(pid, port, count, audio) for count in counts
            ]
    return figures


def _show(name: str, rows: Sequence[Mapping[str, float]]) -> None:
    table = Table(title=name)
    table.add_column("")
    for row in rows:
        table.add_column(f"{row['calls']:g}", justify="right")
    for figure in [key for key in rows[0] if key != "calls"]:
        table.add_row(figure, *(f"{row[figure]:g}" for row in rows))
    Console().print(table)
