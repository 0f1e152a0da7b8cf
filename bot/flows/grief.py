"""Somebody's death, told with what is asked for: it is answered as such before anything else."""

from collections.abc import Iterator
from functools import cache

from bot.flows.dialogue import Dialogue
from bot.flows.reading import Reading
from knowledge.files import ROOT, read_yaml
from knowledge.lemmas import fold

_REACH = 2  # words, between who died and that he did

Words = tuple[str, ...]


def condole(dialogue: Dialogue, reading: Reading) -> None:
    """Say so when a death is first told of; answers keep it in mind from then on."""
    if not dialogue.state.grief and tells_of_death(reading):
        dialogue.state.grief = True
        dialogue.say("utter_condolences")


def tells_of_death(reading: Reading) -> bool:
    """Tell whether a message speaks of a person's death: «муж умер», not «телефон умер»."""
    lemmas = tuple(map(fold, reading.lemmas))
    forms = [fold(reading.text[start:end]) for _, start, end in reading.words]
    named = [form == lemma for form, lemma in zip(forms, lemmas, strict=True)]
    if any(True for kind in ("always", "said") for _ in _places(lemmas, _told(kind))):
        return True
    died = any(
        _is_person(lemmas[near]) and named[near]
        for at in _places(lemmas, _told("died"))
        for near in range(max(0, at - _REACH), min(len(lemmas), at + _REACH + 1))
    )
    return died or any(
        _is_person(lemmas[near]) and lemmas[max(0, near - 1) : near] not in _told("whose")
        for at in _places(lemmas, _told("gone"))
        for near in range(max(0, at - _REACH), at)
    )


def _places(lemmas: Words, told: frozenset[Words]) -> Iterator[int]:
    """Yield where any of these runs of words begins."""
    for at in range(len(lemmas)):
        if any(lemmas[at : at + len(words)] == words for words in told):
            yield at


def _is_person(lemma: str) -> bool:
    return (lemma,) in _told("persons")


@cache
def _told(kind: str) -> frozenset[Words]:
    raw = read_yaml(ROOT / "bot" / "flows" / "grief.yml")
    return frozenset(tuple(words.split()) for words in raw[kind])
