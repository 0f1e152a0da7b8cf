"""A text as sentences: the unit that is rendered, cached, interrupted and gone on from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_END = re.compile(r"[.!?…]+[»”\"')\]]*(?=\s|$)|\n+")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and how many characters of the text stand before it."""

    text: str
    start: int


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text; what has no letter or digit joins the one before it."""
    begin = 0
    held: Sentence | None = None
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        part = text[begin:end]
        start = begin + len(part) - len(part.lstrip())
        begin = end
        if not part.strip():
            continue
        if held is not None and not _WORD.search(part):
            held = Sentence(text[held.start : end].rstrip(), held.start)
            continue
        if held is not None:
            yield held
        held = Sentence(part.strip(), start)
    if held is not None and _WORD.search(held.text):
        yield held
