"""What cannot be said aloud: links, brackets, figures with slashes."""

import re
from collections.abc import Iterator

_UNSAID = {
    "a link": re.compile(r"https?:|www\.|\b[\w-]+\.(?:ru|com|net|org|example)\b", re.IGNORECASE),
    "brackets": re.compile(r"[()\[\]{}<>]"),
    "figures with a slash": re.compile(r"\d\w*/|/\w*\d"),
}


def unsaid(text: str) -> Iterator[str]:
    """Yield what a text for the ear has that cannot be said, with the place."""
    for name, pattern in _UNSAID.items():
        if match := pattern.search(text):
            yield f"{name} in «{text[max(match.start() - 20, 0) : match.end() + 20]}»"
