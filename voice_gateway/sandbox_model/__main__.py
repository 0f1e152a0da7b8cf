"""``python -m voice_gateway.sandbox_model``: builds the recognizer step by step.

Every step leaves its work in ``var/voice-model/`` and takes up what is there.
"""

import json
import pickle
import shutil
import time
from pathlib import Path
from typing import Annotated

import typer

from voice_gateway.sandbox_model.settings import MODEL, WORK, section

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False)

_SPEECH, _ALONE, _NET = WORK / "speech", WORK / "alone.json", WORK / "net.pickle"

Jobs = Annotated[int, typer.Option(help="Processes that speak, and threads that train, at once.")]
Fresh = Annotated[bool, typer.Option(help="Throw away what earlier runs have left.")]
Target = Annotated[Path, typer.Option(help="The folder of the model.")]


@app.command()
def speech(jobs: Jobs = 1) -> None:
    """Speak the training sentences, put them on made-up lines, and keep features and labels."""
    from voice_gateway.sandbox_model import plan
    from voice_gateway.sandbox_model import speech as training_speech

    shards = plan.shards(list(_vocabulary(int(section("speech")["string_vocabulary"]))))
    _same_plan(plan.fingerprint(shards))
    _say(f"{sum(map(len, shards))} utterances in {len(shards)} shards")
    for path in training_speech.make(shards, _SPEECH, jobs):
        _say(f"{path.name} is there")


@app.command()
def train(jobs: Jobs = 2) -> None:
    """Train the net on the speech that is there."""
    from voice_gateway.sandbox_model import net

    net.use_threads(jobs)
    trained = net.train(net.Stream.read(_SPEECH), _say, WORK / "net")
    _NET.write_bytes(pickle.dumps(trained))


@app.command()
def graph(jobs: Jobs = 2, model: Target = MODEL) -> None:
    """Write the acoustic model and build lexicon graph and language model into ``model``."""
    from voice_gateway.sandbox_model import lexicon, package
    from voice_gateway.sandbox_model import speech as training_speech

    words = _vocabulary(int(section("vocabulary")["words"]))
    WORK.mkdir(parents=True, exist_ok=True)
    alone = lexicon.alone(list(words), _ALONE, jobs)
    entries = lexicon.lexicon(words, training_speech.pronunciations(_SPEECH), alone)
    _say(f"{len(entries)} words, {sum(map(len, entries.values()))} pronunciations")
    package.write_graph(words, entries, model)
    package.write_acoustics(pickle.loads(_NET.read_bytes()), model)  # noqa: S301 - our own file
    size = sum(path.stat().st_size for path in model.rglob("*") if path.is_file())
    _say(f"{model}: {size / 1e6:.1f} MB")


@app.command()
def build(jobs: Jobs = 2, model: Target = MODEL, fresh: Fresh = False) -> None:
    """Do all steps: speech, net, graphs."""
    if fresh:
        shutil.rmtree(WORK, ignore_errors=True)
    speech(jobs)
    train(jobs)
    graph(jobs, model)


def _same_plan(fingerprint: str) -> None:
    """Stop where the speech that is there was made for other sentences, voices or lines."""
    path = WORK / "plan.sha256"
    if path.exists() and path.read_text(encoding="ascii") != fingerprint:
        raise SystemExit(f"{WORK} was made for another plan; --fresh begins anew")
    path.write_text(fingerprint, encoding="ascii")


def _vocabulary(size: int) -> dict[str, float]:
    from voice_gateway.sandbox_model.vocabulary import vocabulary

    path = WORK / f"vocabulary-{size}.json"
    if path.exists():
        return dict(json.loads(path.read_text(encoding="utf-8")))
    words = vocabulary(size)
    WORK.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
    return words


def _say(line: str) -> None:
    typer.echo(f"{time.strftime('%H:%M:%S')} {line}")


if __name__ == "__main__":
    app()
