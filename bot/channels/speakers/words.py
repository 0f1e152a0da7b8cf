"""What people say to a speaker beside their matter: that they leave, «повтори», «пришли ссылку»."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from bot.channels.speakers.platform import FOLDER
from knowledge.files import read_yaml
from knowledge.lemmas import fold
from nlu.analysis import analyse, is_word
from nlu.numerals import find_numerals

_LONGEST_WISH = 7  # words of «пришли мне, пожалуйста, эту ссылку на телефон»


def leaves(text: str, *, nothing_open: bool) -> bool:
    """Tell whether somebody leaves the skill; «хватит» leaves it only where nothing is open."""
    words = _words()
    wanted = words["leave"] | (words["enough"] if nothing_open else frozenset())
    return bool(wanted & {_plain(text), _without_courtesy(text)})


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


def agrees(text: str) -> bool:
    """Tell whether a text is a yes and nothing else."""
    return bool(_words()["agree"] & {_plain(text), _without_courtesy(text)})


def is_only_code(text: str) -> bool:
    """Tell whether nothing but digits is said («мой код пять два три семь ноль один»)."""
    lemmas = [token.lemma_ for token in analyse(text) if is_word(token.text)]
    counted = {at for found in find_numerals(lemmas) for at in range(found.start, found.end)}
    return bool(counted) and all(
        at in counted or word in _words()["code"] for at, word in enumerate(lemmas)
    )


def only_opens(text: str) -> bool:
    """Tell whether a first message only opens the skill («запусти приложение Миа»)."""
    said, words = f"{_plain(text)} ", _words()
    rests = [said.removeprefix(f"{verb} ") for verb in words["open"] if said.startswith(f"{verb} ")]
    return any(words["name"].issuperset(rest.split()) for rest in rests)


def _without_courtesy(text: str) -> str:
    """Return what is left of a text without the words of courtesy before and after it."""
    said, courtesy = _plain(text).split(), _words()["courtesy"]
    while said and said[0] in courtesy:
        said.pop(0)
    while said and said[-1] in courtesy:
        said.pop()
    return " ".join(said)


def _plain(text: str) -> str:
    return " ".join(fold(token.text) for token in analyse(text) if is_word(token.text))


@cache
def _words() -> Mapping[str, frozenset[str]]:
    raw: Mapping[str, Any] = read_yaml(FOLDER / "words.yml")
    return {name: frozenset(said) for name, said in raw.items() if isinstance(said, list)}
