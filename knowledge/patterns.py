"""Words as parts of regular expressions."""

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of some words; where one begins another, the longer is found."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"
