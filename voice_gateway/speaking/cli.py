"""``mia speaking``: hear the voice, render ahead, measure. What it needs is imported when it runs."""

import asyncio
import json
import sys
import wave
from collections.abc import Coroutine, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

if TYPE_CHECKING:
    from voice_gateway.speaking.hearing import Heard

app = typer.Typer(help="The voice of the phone line.", no_args_is_help=True)

_SILENT = -100.0  # dB

Done = TypeVar("Done")


@app.command()
def say(
    text: Annotated[str, typer.Argument(help="What to say.")],
    wav: Annotated[Path, typer.Option(help="Where to write it, 8 kHz mono.")] = Path("said.wav"),
    pace: Annotated[float, typer.Option(help="How fast, 1 is usual.")] = 1.0,
) -> None:
    """Speak a text into a WAV file, as a caller would hear it."""
    from voice_gateway.speaking.voice import RATE

    pieces = _run(_spoken(text, pace))
    with wave.open(str(wav), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(b"".join(pieces))
    typer.echo(f"{wav}: {sum(map(len, pieces)) / 2 / RATE:.1f} s, {len(pieces)} sentences")


@app.command()
def ahead(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Texts, one a line; stdin if none is named.")
    ] = None,
    pace: Annotated[list[float] | None, typer.Option(help="At these paces.")] = None,
) -> None:
    """Render texts that are the same for everybody, so that they sound at once when needed.

    All fixed answers: mia knowledge spoken | mia speaking ahead
    """
    texts = list(_lines(files or []))
    new = _run(_ahead(texts, pace or [1.0]))
    typer.echo(f"{len(texts)} texts, {new} sentences were new")


@app.command()
def bench(
    calls: Annotated[int, typer.Option(help="Calls at once in the last two rows.")] = 20,
    each: Annotated[int, typer.Option(help="Answers of each call.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure the time to the first sound: new sentences and cached ones, one call and many."""
    figures = _run(_measured(calls, each))
    if as_json:
        typer.echo(json.dumps(figures))
        return
    typer.echo(f"{'':24}answers    p50    p95    max ms")
    for name, row in figures.items():
        typer.echo(
            f"{name:24}{row['answers']:7}{row['p50']:7.1f}{row['p95']:7.1f}{row['most']:7.1f}"
        )


@app.command()
def hear(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Texts, one a line; stdin if none is named.")
    ] = None,
    show: Annotated[bool, typer.Option(help="Print what was misheard.")] = False,
) -> None:
    """Speak texts, recognize them again, and measure: word errors, loudness, peaks."""
    heard = _run(_listened(list(_lines(files or []))))
    from voice_gateway.speaking.hearing import word_error_rate

    for one in heard if show else []:
        if one.errors:
            typer.echo(f"{' '.join(one.said)}\n  {' '.join(one.recognized)}")
    voiced = sorted(one.loudness for one in heard if one.loudness > _SILENT)
    typer.echo(f"{len(heard)} sentences, word errors {word_error_rate(heard):.1%}")
    if voiced:
        peak = max(one.peak for one in heard)
        typer.echo(f"loudness {voiced[0]:.1f} to {voiced[-1]:.1f} dB, highest peak {peak:.1f} dB")


def _run(work: Coroutine[Any, Any, Done]) -> Done:
    """Run a command's work; what cannot be done is said in one line."""
    from voice_gateway.speaking.settings import SettingsError
    from voice_gateway.speaking.voice import VoiceError

    try:
        return asyncio.run(work)
    except (SettingsError, VoiceError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


async def _spoken(text: str, pace: float) -> list[bytes]:
    from voice_gateway.speaking.settings import SpeakingSettings
    from voice_gateway.speaking.voices import open_voice

    async with open_voice(SpeakingSettings.from_environment()) as voice:
        return [piece.pcm async for piece in voice.speak(text, pace)]


async def _ahead(texts: list[str], paces: list[float]) -> int:
    from voice_gateway.speaking.settings import SpeakingSettings
    from voice_gateway.speaking.voices import open_voice

    async with open_voice(SpeakingSettings.from_environment()) as voice:
        return sum([await voice.render_ahead(texts, pace) for pace in paces])


async def _listened(texts: list[str]) -> "list[Heard]":
    from voice_gateway.settings import model_path
    from voice_gateway.speaking.hearing import listen
    from voice_gateway.speaking.settings import SpeakingSettings
    from voice_gateway.speaking.voices import open_voice

    async with open_voice(SpeakingSettings.from_environment()) as voice:
        return await listen(voice, texts, model_path())


async def _measured(calls: int, each: int) -> dict[str, dict[str, Any]]:
    from voice_gateway.speaking.bench import run

    return {name: asdict(row) for name, row in (await run(calls, each)).items()}


def _lines(files: list[Path]) -> Iterator[str]:
    sources = [path.read_text(encoding="utf-8") for path in files] or [sys.stdin.read()]
    for source in sources:
        yield from (line.strip() for line in source.splitlines() if line.strip())
