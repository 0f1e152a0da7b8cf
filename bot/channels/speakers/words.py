"""What people say to a speaker beside their matter: that they leave, «повтори», «пришли ссылку»."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from bot.channels.speakers.platform import FOLDER
from knowledge.files import read_yaml
from knowledge.lemmas import fold
from nlu.analysis import analyse, is_word

_LONGEST_WISH = 7  # words of «пришли мне, пожалуйста, эту ссылку на телефон»


def leaves(text: str, *, nothing_open: bool) -> bool:
    """Tell whether somebody leaves the skill; «хватит» leaves it only where nothing is open."""
    said = _plain(text)
    return said in _words()["leave"] or (nothing_open and said in _words()["enough"])


def asks_to_repeat(text: str) -> bool:
    """Tell whether the last answer is to be said again."""
    return _plain(text) in _words()["repeat"]


def asks_for_link(text: str) -> bool:
    """Tell whether the link of the last answer is to be sent."""
    lemmas = {token.lemma_ for token in analyse(text) if is_word(token.text)}
    words = _words()
    return (
        len(lemmas) <= _LONGEST_WISH
        and bool(lemmas & words["link"])
        and (bool(lemmas & words["send"]) or len(lemmas) == 1)
    )


def only_opens(text: str) -> bool:
    """Tell whether a first message only opens the skill («запусти приложение Миа»)."""
    said = _plain(text)
    return any(said == verb or said.startswith(f"{verb} ") for verb in _words()["open"])


def _plain(text: str) -> str:
    return " ".join(fold(token.text) for token in analyse(text) if is_word(token.text))


@cache
def _words() -> Mapping[str, frozenset[str]]:
    raw: Mapping[str, Any] = read_yaml(FOLDER / "words.yml")
    return {name: frozenset(said) for name, said in raw.items() if isinstance(said, list)}
