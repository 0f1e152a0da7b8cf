"""How every word is said: by eSpeak alone and in sentences, and by the voice of festvox-ru."""

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from multiprocessing import get_context
from pathlib import Path

from voice_gateway.sandbox_model import espeak, festival, spoken
from voice_gateway.sandbox_model.phones import SILENCE
from voice_gateway.sandbox_model.settings import section

Lexicon = dict[str, dict[tuple[str, ...], float]]  # word → phones → cost (negative logarithm)

_ALONE = 0.3  # cost of what is said of the word alone and seldom in a sentence: another voice's way
_PART = 1000  # words that a process is given at once
_VOWELS = frozenset("аеёиоуыэюя")


def lexicon(
    words: Iterable[str], heard: Mapping[str, Counter[str]], alone: Mapping[str, Sequence[str]]
) -> Lexicon:
    """Return the pronunciations of every word with their costs; the likeliest costs nothing.

    Args:
        words: The words wanted, the likeliest first; rare ones are given one pronunciation, so that they do
            not stand in the way of others.
        heard: Pronunciations in sentences (phones with spaces between) and how often.
        alone: Pronunciations of the words by themselves.
    """
    several = int(section("lexicon")["several"])
    found: Lexicon = {}
    for rank, word in enumerate(words):
        said = _pronunciations(word, heard.get(word, Counter()), alone.get(word, ()))
        if said:
            found[word] = said if rank < several else _one(said, alone.get(word, ()))
    return found


def _pronunciations(
    word: str, heard: Counter[str], alone: Sequence[str]
) -> dict[tuple[str, ...], float]:
    """Return one word's pronunciations; a voice that says it by itself spells a lone consonant."""
    least = float(section("lexicon")["variant"]) * heard.total()
    usual = {said: count for said, count in heard.items() if count > 1 and count >= least}
    most = max(usual.values(), default=1)
    costs = {said: math.log(most / count) for said, count in usual.items()}
    if not (usual and len(word) == 1 and word not in _VOWELS):
        for said in alone:
            costs[said] = min(costs.get(said, _ALONE), _ALONE if usual else 0.0)
    return {tuple(said.split()): cost for said, cost in sorted(costs.items())}


def _one(
    said: Mapping[tuple[str, ...], float], alone: Sequence[str]
) -> dict[tuple[str, ...], float]:
    """Return what the first voice says of the word alone, or else the likeliest."""
    first = tuple(alone[0].split()) if alone else ()
    return {first if first in said else min(said, key=lambda sounds: said[sounds]): 0.0}


def alone(words: Sequence[str], cache: Path, jobs: int = 1) -> dict[str, list[str]]:
    """Return how the voices say single words; what ``cache`` holds is not asked for again.

    Args:
        words: The words, the likeliest first: words that get one pronunciation are asked of eSpeak alone.
        cache: Where the answers are kept.
        jobs: Processes that speak at once.
    """
    known: dict[str, list[str]] = {}
    if cache.exists():
        known = json.loads(cache.read_text(encoding="utf-8"))
    several = int(section("lexicon")["several"])
    missing = [word for word in words[:several] if word not in known]
    seldom = [word for word in words[several:] if word not in known]
    tasks = [(part, True) for part in _parts(missing)] + [(part, False) for part in _parts(seldom)]
    with get_context("spawn").Pool(jobs) as pool:
        for part in pool.imap_unordered(_said, tasks):
            known |= part
    if tasks:
        cache.write_text(json.dumps(known, ensure_ascii=False, sort_keys=True), encoding="utf-8")
    return {word: known[word] for word in words}


def _parts(words: Sequence[str]) -> list[Sequence[str]]:
    return [words[at : at + _PART] for at in range(0, len(words), _PART)]


def _said(task: tuple[Sequence[str], bool]) -> dict[str, list[str]]:
    """Return how words are said by eSpeak first, and in other ways too if these are wanted."""
    words, others = task
    spelled = [spoken.with_yo(word) for word in words]
    found = {word: [_by_espeak(full)] for word, full in zip(words, spelled, strict=True)}
    if others:
        by_festival = festival.pronunciations(spelled)
        for word, full, other in zip(words, spelled, by_festival, strict=True):
            found[word].append(" ".join(other))
            if full != word:
                found[word].append(_by_espeak(word))
    return {word: [phones for phones in said if phones] for word, said in found.items()}


def _by_espeak(word: str) -> str:
    try:
        speech = espeak.speak(word)
    except RuntimeError:  # a word of signs that eSpeak passes over
        return ""
    return " ".join(segment.phone for segment in speech.segments if segment.phone != SILENCE)
