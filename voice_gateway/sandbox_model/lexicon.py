"""How every word is said: by eSpeak alone and in sentences, and by the voice of festvox-ru."""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from knowledge.lemmas import fold
from voice_gateway.sandbox_model import espeak, festival, spoken
from voice_gateway.sandbox_model.phones import SILENCE
from voice_gateway.sandbox_model.settings import section

Lexicon = dict[str, dict[tuple[str, ...], float]]  # word → phones → cost (negative logarithm)

_ALONE = 3.0  # how much a pronunciation of the word alone counts against one heard in a sentence
_HIGHEST_COST = 2.0


def lexicon(
    words: Iterable[str], heard: Mapping[str, Counter[str]], alone: Mapping[str, Sequence[str]]
) -> Lexicon:
    """Return the pronunciations of every word with their costs; the likeliest costs nothing.

    Args:
        words: The words wanted.
        heard: Pronunciations in sentences (phones with spaces between) and how often.
        alone: Pronunciations of the words by themselves.
    """
    least = float(section("lexicon")["variant"])
    found: Lexicon = {}
    for word in words:
        counts: defaultdict[str, float] = defaultdict(float)
        for said in alone.get(word, ()):
            counts[said] += _ALONE
        total_alone = max(sum(counts.values()), _ALONE)
        in_sentences = heard.get(word, Counter())
        scale = max(1.0, total_alone / max(in_sentences.total(), 1))
        for said, count in in_sentences.items():
            if count / in_sentences.total() >= least and count > 1:
                counts[said] += min(count, count * scale)
        if counts:
            found[word] = _costs(counts)
    return found


def alone(words: Sequence[str], cache: Path) -> dict[str, list[str]]:
    """Return how both voices say single words; what ``cache`` holds is not asked for again."""
    known: dict[str, list[str]] = {}
    if cache.exists():
        known = json.loads(cache.read_text(encoding="utf-8"))
    missing = [word for word in words if word not in known]
    if missing:
        spelled = [spoken.with_yo(word) for word in missing]
        by_festival = festival.pronunciations(spelled)
        for word, full, other in zip(missing, spelled, by_festival, strict=True):
            said = [_by_espeak(full), " ".join(other)]
            if full != word:
                said.append(_by_espeak(word))
            known[word] = [phones for phones in said if phones]
        cache.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
    return {word: known[word] for word in words}


def _by_espeak(word: str) -> str:
    try:
        speech = espeak.speak(word)
    except RuntimeError:  # a word of signs that eSpeak passes over
        return ""
    return " ".join(segment.phone for segment in speech.segments if segment.phone != SILENCE)


def _costs(counts: Mapping[str, float]) -> dict[tuple[str, ...], float]:
    most = max(counts.values())
    return {
        tuple(said.split()): min(math.log(most / count), _HIGHEST_COST)
        for said, count in sorted(counts.items())
    }


def covered(words: Iterable[str], entries: Lexicon) -> list[str]:
    """Return the words that have a pronunciation, «е» for «ё», in their order."""
    return [word for word in words if fold(word) in entries]
