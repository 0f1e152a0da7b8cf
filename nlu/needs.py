"""Two needs in one message: «сколько на балансе и подари маме 5 гигов»."""

import re
from functools import cache

from knowledge.files import read_yaml
from knowledge.patterns import any_of
from nlu.text import DATA


def split_needs(text: str) -> list[str]:
    """Return the two parts of a message that may hold two needs, else the message alone.

    It is parted once, at the first place where both parts are long enough to mean something; whether
    they are needs of their own, only understanding each can tell.
    """
    shortest, longest = _limits()
    if len(text.split()) > longest:
        return [text]
    for match in _between().finditer(text):
        parts = [text[: match.start()].strip(), text[match.end() :].strip()]
        if all(len(part.split()) >= shortest for part in parts):
            return parts
    return [text]


@cache
def _between() -> re.Pattern[str]:
    words = read_yaml(DATA / "needs.yml")["between"]
    return re.compile(any_of(words), re.IGNORECASE)


@cache
def _limits() -> tuple[int, int]:
    data = read_yaml(DATA / "needs.yml")
    return int(data["shortest"]), int(data["longest"])
