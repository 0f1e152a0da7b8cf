"""What is to be spoken for training, by whom: decided beforehand from one seed, cut into shards."""

import hashlib
import random
from dataclasses import dataclass
from typing import Literal

from voice_gateway.sandbox_model import corpus, made_voices, numbers, spoken, voices
from voice_gateway.sandbox_model.settings import section, settings

Source = Literal["espeak", "festival", "recording", "noise"]


@dataclass(frozen=True, slots=True)
class Utterance:
    """One piece of sound to be made; ``seed`` decides what each of ``lines`` made-up lines does to it."""

    source: Source
    seed: int
    words: tuple[str, ...] = ()
    voice: voices.Voice | None = None
    lines: int = 1


def shards(vocabulary: list[str]) -> list[list[Utterance]]:
    """Return all utterances, each shard of one source, in an order that mixes sources evenly."""
    rng = random.Random(settings()["seed"])  # noqa: S311 - reproducible, no secret
    size = int(section("speech")["shard"])
    made = [
        utterances[at : at + size]
        for utterances in (_espeak(vocabulary, rng), _festival(vocabulary, rng), _rest(rng))
        for at in range(0, len(utterances), size)
    ]
    rng.shuffle(made)
    return made


def fingerprint(made: list[list[Utterance]]) -> str:
    """Return the SHA-256 of a plan and of its made-up voices, for telling whether speech was made for it."""
    told = repr(made) + "".join(map(made_voices.variant, made_voices.names()))
    return hashlib.sha256(told.encode()).hexdigest()


def _espeak(vocabulary: list[str], rng: random.Random) -> list[Utterance]:
    texts = [said for said in _phrases() for _ in range(int(section("speech")["sentences"]))]
    texts += _strings(vocabulary, int(section("speech")["strings"]), rng)
    texts += [tuple(said) for said in numbers.phrases(int(section("speech")["numbers"]), rng)]
    texts += [tuple(said) for said in numbers.answers()] * 10
    rng.shuffle(texts)
    lines = _lines("espeak")
    return [
        Utterance("espeak", rng.getrandbits(32), _spelled(said, rng), voices.draw(rng), lines)
        for said in texts
    ]


def _festival(vocabulary: list[str], rng: random.Random) -> list[Utterance]:
    count = int(section("speech")["festival_sentences"])
    texts = rng.sample(_phrases(), count * 6 // 10)
    texts += _strings(vocabulary, count * 3 // 10, rng)
    texts += [tuple(said) for said in numbers.phrases(count // 10, rng)]
    texts += [tuple(said) for said in numbers.answers()]
    rng.shuffle(texts)
    lines = _lines("festival")
    return [
        Utterance("festival", rng.getrandbits(32), _spelled(said, rng), lines=lines)
        for said in texts
    ]


def _rest(rng: random.Random) -> list[Utterance]:
    lines = _lines("recording")
    recorded = [
        Utterance("recording", rng.getrandbits(32), (str(number),), lines=lines)
        for number in range(RECORDINGS)
    ]
    count = int(section("speech")["noises"])
    noise = [Utterance("noise", rng.getrandbits(32)) for _ in range(count)]
    rest = recorded + noise
    rng.shuffle(rest)
    return rest


RECORDINGS = 620  # sentences of festvox-ru 0.5


def _lines(source: Source) -> int:
    return int(section("speech")["lines"][source])


def _phrases() -> list[tuple[str, ...]]:
    return list(corpus.phrasings())


def _strings(vocabulary: list[str], count: int, rng: random.Random) -> list[tuple[str, ...]]:
    low, high = section("speech")["string_words"]
    return [tuple(rng.choices(vocabulary, k=rng.randint(low, high))) for _ in range(count)]


def _spelled(said: tuple[str, ...], rng: random.Random) -> tuple[str, ...]:
    """Write «ё» as the dictionary does in half of the utterances, as people type in the rest."""
    return tuple(map(spoken.with_yo, said)) if rng.random() < 0.5 else said
