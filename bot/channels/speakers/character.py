"""Mia in a man's voice: Salute speaks for her as the character that the user has chosen.

Sber asks that an answer suit the character's gender (``payload.character.gender``,
https://developers.sber.ru/docs/ru/va/api/smartapp-api-requests). Of the form of address Mia keeps
her own: she says «вы» to everybody.
"""

import re
from dataclasses import replace
from functools import cache

from bot.channels.speakers.answer import Answer
from bot.channels.speakers.platform import FOLDER
from knowledge.files import read_yaml
from knowledge.patterns import any_of


def by_man(answer: Answer) -> Answer:
    """Return an answer as a man says it of himself."""
    speech = tuple(_as_man(part) for part in answer.speech)
    return replace(answer, text=_as_man(answer.text), speech=speech)


def _as_man(text: str) -> str:
    return _pattern().sub(_in_its_case, text)


def _in_its_case(found: re.Match[str]) -> str:
    said = found.group()
    his = _words()[said.lower()]
    return his.capitalize() if said[0].isupper() else his


@cache
def _words() -> dict[str, str]:
    return dict(read_yaml(FOLDER / "character.yml")["male"])


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(_words())}(?!\w)", re.I)
