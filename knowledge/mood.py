"""The mood of what a person says, by words, so that an answer may fit it.

Pure. The words stand in ``mood.yml``; this only counts them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal, cast

from knowledge.files import KNOWLEDGE, read_yaml
from knowledge.lemmas import fold, lemma

Mood = Literal["calm", "glad", "upset", "angry", "hard"]


@dataclass(frozen=True, slots=True)
class _Signs:
    """What shows one mood: lemmas, beginnings of words, and lemmas one after another.

    ``but`` are lemmas one after another within which such a run shows nothing.
    """

    words: frozenset[str]
    stems: tuple[str, ...]
    said: tuple[tuple[str, ...], ...]
    but: tuple[tuple[str, ...], ...] = ()


@lru_cache(maxsize=64)
def mood_of(text: str) -> Mood:
    """Return the mood of a text: ``hard`` is a hard moment in life, which outweighs all others.

    What is said loudly, in capitals or with many exclamation marks, and is not praise, is angry.
    """
    forms = _forms(text)
    lemmas = [lemma(form) for form in forms]
    for mood, signs in _moods().items():
        if _weight(signs, forms, lemmas, denied=mood == "glad") >= _data()["least"]:
            return cast(Mood, mood)
    return "angry" if _is_loud(text) else "calm"


def _weight(signs: _Signs, forms: Sequence[str], lemmas: Sequence[str], *, denied: bool) -> int:
    """Count what shows a mood; with ``denied``, not where a word of denial stands before it."""
    denials = frozenset(_data()["denials"]) if denied else frozenset()
    words = sum(
        word in signs.words and not (at and lemmas[at - 1] in denials)
        for at, word in enumerate(lemmas)
    )
    stems = sum(form.startswith(signs.stems) for form in forms) if signs.stems else 0
    other = [phrase for phrase in signs.but if _stands(phrase, lemmas)]
    said = sum(
        _stands(phrase, lemmas) and not any(_stands(phrase, longer) for longer in other)
        for phrase in signs.said
    )
    return words + stems + said


def _stands(phrase: Sequence[str], lemmas: Sequence[str]) -> bool:
    size = len(phrase)
    return any(tuple(lemmas[at : at + size]) == phrase for at in range(len(lemmas) - size + 1))


def _is_loud(text: str) -> bool:
    emphasis = _data()["emphasis"]
    letters = [ch for ch in text if ch.isalpha()]
    shouted = len(letters) >= emphasis["capitals"] and all(ch.isupper() for ch in letters)
    return shouted or emphasis["signs"] in text


def _forms(text: str) -> list[str]:
    return "".join(ch if ch.isalnum() else " " for ch in fold(text)).split()


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = read_yaml(KNOWLEDGE / "mood.yml")
    return data


@cache
def _moods() -> Mapping[str, _Signs]:
    return {
        mood: _Signs(
            words=frozenset(lemma(word) for word in raw["words"]),
            stems=tuple(fold(stem) for stem in raw["stems"]),
            said=_runs(raw["said"]),
            but=_runs(raw.get("but", ())),
        )
        for mood, raw in _data()["moods"].items()
    }


def _runs(phrases: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(lemma(word) for word in said.split()) for said in phrases)
