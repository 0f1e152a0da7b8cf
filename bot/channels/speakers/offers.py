"""What an answer offers, so that «да» alone takes it: «Могу пополнить», «Скажите „перезвоните“»."""

import re
from collections.abc import Mapping

from bot.channels.speakers.answer import Answer
from knowledge.lemmas import fold

_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_WORD = re.compile(r"\w+")


def offered(answer: Answer) -> Mapping[str, str] | None:
    """Return the button that the last sentence speaks of: the title begins with a word of it."""
    if not answer.speech:
        return None
    last = _SENTENCE.split(answer.speech[-1].strip())[-1]
    said = {fold(word) for word in _WORD.findall(last)}
    for button in answer.buttons:
        first = _WORD.search(button["title"])
        if first and fold(first.group()) in said:
            return button
    return None
