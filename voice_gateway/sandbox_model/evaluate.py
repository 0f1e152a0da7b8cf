"""``python -m voice_gateway.sandbox_model.evaluate``: how well a model hears held-out phrases.

Word error rate over all phrases and over those whose words the model knows, the share of unknown words,
the topic's accuracy through speech beside that of the text, and what decoding costs.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
import vosk

from knowledge.heldout import HeldoutPhrase
from voice_gateway.sandbox_model import heldout_speech, wer
from voice_gateway.sandbox_model.heldout_speech import Call
from voice_gateway.sandbox_model.settings import MODEL, RATE

_CHUNK = RATE // 10 * 2  # bytes of 100 ms
_UNDERSTAND_DEADLINE = 600  # seconds
_TYPED = "chat"

app = typer.Typer(help=__doc__, add_completion=False)


@dataclass(frozen=True, slots=True)
class Heard:
    """A call and what was recognized; times in seconds, ``work`` of a processor, the others of the clock."""

    call: Call
    words: tuple[str, ...]
    work: float  # all decoding
    slowest_chunk: float
    final: float  # from the last sound to the result


@dataclass(frozen=True, slots=True)
class VoiceReport:
    """Figures of one kind of voice; rates and shares from 0 to 1."""

    phrases: int
    words: int
    unknown_words: float
    word_error_rate: float
    known_phrases: int
    word_error_rate_known: float
    spoken_phrases: int  # those not in the style of a chat, whose slips of the keyboard nobody says
    word_error_rate_spoken: float
    word_error_rate_spoken_known: float
    by_voice: dict[str, float]  # word error rate of known phrases
    topic_by_text: float | None
    topic_by_speech: float | None
    real_time_factor: float
    chunk_p95_ms: float
    final_p95_ms: float


@dataclass(frozen=True, slots=True)
class ModelReport:
    """Figures of the model itself."""

    megabytes: float
    words: int
    load_seconds: float
    megabytes_a_call: float


def vocabulary(model: Path) -> set[str]:
    """Return the words of a model that tells them (a small one with ``graph/words.txt``)."""
    lines = (model / "graph" / "words.txt").read_text(encoding="utf-8").splitlines()
    return {line.split()[0] for line in lines}


def hear(model: vosk.Model, call: Call) -> Heard:
    """Send a call through a recognizer in pieces of 100 ms, as a gateway does."""
    recognizer = vosk.KaldiRecognizer(model, RATE)
    found: list[str] = []
    chunks = []
    started = time.process_time()
    for at in range(0, len(call.pcm), _CHUNK):
        begun = time.perf_counter()
        if recognizer.AcceptWaveform(call.pcm[at : at + _CHUNK]):
            found += json.loads(recognizer.Result())["text"].split()
        else:
            recognizer.PartialResult()
        chunks.append(time.perf_counter() - begun)
    begun = time.perf_counter()
    found += json.loads(recognizer.FinalResult())["text"].split()
    final = time.perf_counter() - begun
    work = time.process_time() - started
    return Heard(call, tuple(found), work, max(chunks), final)


def report(heard: Sequence[Heard], known: set[str], topics: bool) -> VoiceReport:
    """Count the figures of calls of one kind of voice."""
    sentences = [one.call.words for one in heard]
    inside = [one for one in heard if all(word in known for word in one.call.words)]
    spoken = _spoken(heard)
    by_text = by_speech = None
    if topics:
        said = [one.call.phrase for one in heard]
        texts = [phrase.text for phrase in said] + [" ".join(one.words) for one in heard]
        first = _first_topics(texts)
        by_text, by_speech = _right(said, first[: len(said)]), _right(said, first[len(said) :])
    return VoiceReport(
        phrases=len(heard),
        words=sum(map(len, sentences)),
        unknown_words=wer.unknown_share(sentences, known),
        word_error_rate=_errors(heard),
        known_phrases=len(inside),
        word_error_rate_known=_errors(inside),
        spoken_phrases=len(spoken),
        word_error_rate_spoken=_errors(spoken),
        word_error_rate_spoken_known=_errors(_spoken(inside)),
        by_voice=_by_voice(inside),
        topic_by_text=by_text,
        topic_by_speech=by_speech,
        real_time_factor=sum(one.work for one in heard) / sum(one.call.seconds for one in heard),
        chunk_p95_ms=float(np.percentile([one.slowest_chunk for one in heard], 95)) * 1000,
        final_p95_ms=float(np.percentile([one.final for one in heard], 95)) * 1000,
    )


def load(path: Path) -> tuple[vosk.Model, ModelReport]:
    """Load a model and measure it."""
    vosk.SetLogLevel(-1)
    begun = time.perf_counter()
    model = vosk.Model(str(path))
    loaded = time.perf_counter() - begun
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    recognizers = [vosk.KaldiRecognizer(model, RATE) for _ in range(20)]
    for recognizer in recognizers:
        recognizer.AcceptWaveform(np.zeros(RATE * 2, "<i2").tobytes())
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    words = len(vocabulary(path)) - 2  # without <eps> and [unk]
    return model, ModelReport(size / 1e6, words, loaded, grown / 1024 / len(recognizers))


def _by_voice(heard: Sequence[Heard]) -> dict[str, float]:
    names = sorted({one.call.voice for one in heard})
    rates = {}
    for name in names:
        own = [one for one in heard if one.call.voice == name]
        rates[name] = _errors(own)
    return rates


def _spoken(heard: Sequence[Heard]) -> list[Heard]:
    return [one for one in heard if one.call.phrase.style != _TYPED]


def _errors(heard: Iterable[Heard]) -> float:
    return wer.word_errors((one.call.words, one.words) for one in heard).rate


def _right(phrases: Sequence[HeldoutPhrase], topics: Iterable[str]) -> float:
    """Return the share of topics that are one of the phrase's own."""
    pairs = list(zip(phrases, topics, strict=True))
    return sum(topic in phrase.topics for phrase, topic in pairs) / len(pairs)


def _first_topics(texts: Iterable[str]) -> list[str]:
    """Return the likeliest topic of each text, by ``mia understand``."""
    lines = "\n".join(" ".join(text.split()) for text in texts) + "\n"
    done = subprocess.run(
        [sys.executable, "-m", "bot.main", "understand"],
        input=lines,
        capture_output=True,
        text=True,
        timeout=_UNDERSTAND_DEADLINE,
        check=True,
    )
    return [json.loads(line)["alternatives"][0][0] for line in done.stdout.splitlines()]


@app.command()
def main(
    model: Annotated[Path, typer.Option(help="The folder of a model.")] = MODEL,
    sets: Annotated[str, typer.Option(help="Held-out sets, with commas.")] = "dev,final",
    limit: Annotated[int | None, typer.Option(help="Take so many phrases only.")] = None,
    topics: Annotated[bool, typer.Option(help="Topics too, by mia understand.")] = True,
    wrong: Annotated[int, typer.Option(help="Show so many misheard phrases.")] = 0,
) -> None:
    """Measure a model and print the figures as JSON."""
    loaded, about = load(model)
    known = vocabulary(model)
    chosen = heldout_speech.phrases(sets.split(","), limit)
    found: dict[str, object] = {"model": asdict(about)}
    for name, speakers in (
        ("espeak, voices never trained on", heldout_speech.by_espeak),
        ("festvox-ru, trained on", heldout_speech.by_festival),
    ):
        heard = [hear(loaded, call) for call in speakers(chosen)]
        found[name] = asdict(report(heard, known, topics))
        misheard = [one for one in heard if one.call.words != one.words]
        for one in misheard[:wrong]:
            typer.echo(f"- {' '.join(one.call.words)}\n  {' '.join(one.words)}", err=True)
    typer.echo(json.dumps(found, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    app()
