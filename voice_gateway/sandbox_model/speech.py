"""The training speech: each shard of the plan becomes one file of features, labels, pronunciations.

A shard that is there already is not made again, so the work can be stopped and taken up.
"""

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from knowledge.lemmas import fold
from voice_gateway.sandbox_model import (
    augment,
    espeak,
    features,
    festival,
    made_voices,
    noises,
    tree,
)
from voice_gateway.sandbox_model.espeak import Speech
from voice_gateway.sandbox_model.phones import SILENCE, Segment
from voice_gateway.sandbox_model.plan import Utterance
from voice_gateway.sandbox_model.settings import RATE, section, span

Pronunciations = dict[str, Counter[str]]

_PAUSE = (0.03, 0.6)  # seconds of silence put before and after


def make(shards: Sequence[Sequence[Utterance]], folder: Path, jobs: int) -> Iterator[Path]:
    """Make the shards that are missing below ``folder``; yield each as it is ready."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number:03}.npz" for number in range(len(shards))]
    todo = [(utterances, path) for utterances, path in zip(shards, paths, strict=True)]
    todo = [(utterances, path) for utterances, path in todo if not path.exists()]
    data = made_voices.lay_out(folder / "espeak")
    # A process a shard: what eSpeak says depends on what the process said before.
    with get_context("spawn").Pool(jobs, espeak.use_data, (data,), maxtasksperchild=1) as pool:
        yield from pool.imap_unordered(_shard, todo)


def read(folder: Path) -> Iterator[tuple[features.Features, features.Labels, list[int]]]:
    """Yield features, labels and the output frames of each utterance on each line, shard by shard."""
    for path in sorted(folder.glob("*.npz")):
        with np.load(path) as stored:
            yield stored["features"], stored["labels"], stored["frames"].tolist()


def pronunciations(folder: Path) -> Pronunciations:
    """Return how eSpeak said each word in its sentences: phones (spaces between) and counts."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(folder.glob("*.json")):
        for word, counts in json.loads(path.read_text(encoding="utf-8")).items():
            found[word].update(counts)
    return dict(found)


def heard(speech: Speech, words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each word with its phones; nothing where eSpeak divided the words otherwise."""
    parts: dict[int, list[str]] = {}
    for segment in speech.segments:
        if segment.phone != SILENCE:
            parts.setdefault(segment.word, []).append(segment.phone)
    if sorted(parts) == list(range(len(words))):
        for number, word in enumerate(words):
            yield word, " ".join(parts[number])


def _shard(task: tuple[Sequence[Utterance], Path]) -> Path:
    utterances, path = task
    rows, targets, frames = [], [], []
    said: defaultdict[str, Counter[str]] = defaultdict(Counter)
    babble: Speech | None = None
    for utterance, speech in _spoken(utterances):
        for line in range(utterance.lines):
            sound, segments = _on_the_line(utterance, line, speech, babble)
            made = features.features(sound)
            count = len(made) // features.SUBSAMPLING
            if count:
                rows.append(made)
                targets.append(features.labels(segments, count, tree.pdfs()))
                frames.append(count)
        if utterance.source == "espeak":
            for word, phones in heard(speech, utterance.words):
                said[fold(word)][phones] += 1
        if utterance.source != "noise":
            babble = speech
    path.with_suffix(".json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    part = path.with_suffix(".part.npz")
    np.savez(
        part,
        features=np.concatenate(rows),
        labels=np.concatenate(targets).astype(np.uint8),
        frames=np.array(frames),
    )
    return part.rename(path)


def _spoken(utterances: Sequence[Utterance]) -> Iterator[tuple[Utterance, Speech]]:
    if by_festival := [u for u in utterances if u.source == "festival"]:
        with tempfile.TemporaryDirectory() as folder:
            said = festival.speak([" ".join(u.words) for u in by_festival], Path(folder))
            yield from zip(by_festival, said, strict=True)
    for utterance in utterances:
        if utterance.source == "espeak" and (voice := utterance.voice):
            text = " ".join(utterance.words)
            yield utterance, espeak.speak(text, voice.variant, voice.rate, voice.pitch)
        elif utterance.source == "recording":
            yield utterance, _recordings()[int(utterance.words[0])]
        elif utterance.source == "noise":
            clip = noises.clip(np.random.default_rng(utterance.seed))
            length = len(clip) / RATE
            yield utterance, Speech(clip, RATE, [Segment(SILENCE, 0.0, length)])


def _on_the_line(
    utterance: Utterance, line: int, speech: Speech, babble: Speech | None
) -> tuple[augment.Sound, list[Segment]]:
    """Return the sound as it comes over the n-th line, and its phones with their times in it."""
    if utterance.source == "noise":
        return speech.samples, speech.segments
    random = np.random.default_rng((utterance.seed, line))
    warp = span(section("speech")["warp"])
    sound = augment.resampled(speech.samples, speech.rate, random.uniform(warp.low, warp.high))
    scale = (len(sound) / RATE) / (len(speech.samples) / speech.rate)
    before, after = random.uniform(*_PAUSE, 2)
    padded = np.pad(sound, (int(before * RATE), int(after * RATE)))
    lead = int(before * RATE) / RATE
    moved = [
        Segment(s.phone, lead + s.start * scale, lead + s.end * scale, s.word)
        for s in speech.segments
    ]
    end = moved[-1].end
    whole = [Segment(SILENCE, 0, lead), *moved, Segment(SILENCE, end, len(padded) / RATE)]
    others = (lambda: augment.resampled(babble.samples, babble.rate)) if babble else None
    return augment.telephone(padded, random, others), whole


@cache
def _recordings() -> list[Speech]:
    return list(festival.recordings())
