"""What cannot be said aloud: links, brackets, figures with slashes, what is left for an engine to guess."""

import re
from collections.abc import Iterator, Mapping

from knowledge.spoken.reading import aloud

_UNSAID = {
    "a link": re.compile(r"https?:|www\.|\b[\w-]+\.(?:ru|com|net|org|example)\b", re.IGNORECASE),
    "brackets": re.compile(r"[()\[\]{}<>]"),
    "figures with a slash": re.compile(r"\d\w*/|/\w*\d"),
}
_LEFT = {  # once the text is put for the ear
    "figures": re.compile(r"\d+"),
    "Latin letters": re.compile(r"[A-Za-z]+"),
}


def unsaid(text: str) -> Iterator[str]:
    """Yield what a text for the ear has that cannot be said, with the place."""
    yield from _found(_UNSAID, text)
    yield from _found(_LEFT, aloud(text))


def _found(patterns: Mapping[str, re.Pattern[str]], text: str) -> Iterator[str]:
    for name, pattern in patterns.items():
        if match := pattern.search(text):
            yield f"{name} in «{text[max(match.start() - 20, 0) : match.end() + 20]}»"
