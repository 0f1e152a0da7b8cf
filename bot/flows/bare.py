"""Bare words: «дома», «завтра», «в Москве» alone tell where or when, and Mia asks what about."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.flows.dialogue import Dialogue
from bot.flows.filling import fill
from bot.flows.moments import kind_of
from bot.flows.offering import is_need
from bot.flows.reading import Reading
from knowledge.files import read_yaml
from knowledge.lemmas import courtesy, is_known, lemma, parses

_OF_HOUR = {"halves", "number", "before", "beside", "joining"}
PERSON, CALL, TIME = "call_agent", "request_callback", "callback_time"
FILE = Path(__file__).with_name("bare.yml")


def ask_about_what(dialogue: Dialogue, reading: Reading) -> bool:
    """Ask what a lone place or moment is about; not where a question or a task is open.

    After an answer it may well follow that up: what is surely understood of it then stands.
    """
    if dialogue.state.asked or dialogue.flow or not _is_bare(reading):
        return False
    if _is_when_to_call(dialogue, reading):
        return True
    if (
        _follows(dialogue, reading)
        and reading.verdict == "act"
        and is_need(dialogue, reading.topic)
    ):
        return False
    dialogue.understood()
    dialogue.say("utter_about_what")
    return True


def _is_when_to_call(dialogue: Dialogue, reading: Reading) -> bool:
    """Take a moment for the time of a call, where a person was asked for just before."""
    if dialogue.state.about != PERSON or CALL not in dialogue.setting.flows:
        return False
    wanted = fill(dialogue.setting.specs[TIME], reading, asked=False)
    if wanted is None:
        return False
    dialogue.understood()
    dialogue.start(CALL)
    dialogue.set(TIME, wanted.value)
    return True


def _follows(dialogue: Dialogue, reading: Reading) -> bool:
    """Tell whether a lone word goes on with what was answered: of the same topic, or «а завтра»."""
    about = dialogue.state.about
    if about is None or _is_hour(reading):
        return False
    return reading.topic == about or reading.lemmas[0] in _words()["joining"]


def _is_hour(reading: Reading) -> bool:
    return not {_kind(word) for word in reading.lemmas} - _OF_HOUR


def _is_bare(reading: Reading) -> bool:
    """Tell whether a message names a place or a moment, and nothing else."""
    kinds = {_kind(word) for word in reading.lemmas if _kind(word) or word not in courtesy()}
    tells = kinds & {"places", "days", "halves", "parts"} or {"number", "before"} <= kinds
    return bool(tells) and not kinds & {"", "telling"} and not _names_country(reading)


def _names_country(reading: Reading) -> bool:
    return any(found.entity == "country" for found in reading.entities)


def _kind(word: str) -> str:
    own = (name for name, words in _words().items() if word in words)
    return kind_of(word) or next(own, "") or ("places" if _is_toponym(word) else "")


def _is_toponym(word: str) -> bool:
    """Tell whether a lemma is likeliest the name of a place («москва»), by the dictionary's mark."""
    return is_known(word) and "Geox" in next(iter(parses(word))).tag


@cache
def _words() -> dict[str, frozenset[str]]:
    return {
        name: frozenset(form for word in words for form in (str(word), lemma(str(word))))
        for name, words in read_yaml(FILE).items()
    }
