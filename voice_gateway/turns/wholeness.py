"""Whether what was said so far is a whole answer, may go on, or asks for more."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from voice_gateway.turns.commands import OPENINGS, command
from voice_gateway.turns.rules import Expect, Words

Wholeness = Literal["whole", "open", "unfinished"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the bot understood of words, without any effect.

    ``sure``: it would act on the topic; ``entities``: the names of the values found.
    """

    text: str
    sure: bool
    entities: Collection[str] = ()
    topic: str = ""
    confidence: float = 0.0


def wholeness(text: str, expect: Expect, reading: Reading | None, words: Words) -> Wholeness:
    """Return how whole an answer is. ``reading`` counts only if it is of these very words."""
    said = text.split()
    if _is_yes_or_no(said, words):
        return "open" if expect in ("digits", "code") else "whole"
    if said and _asks_for_more(said[-1], expect, words):
        return "unfinished"
    told = command(text, words)
    if told in OPENINGS:  # what is wanted comes after it
        return "open" if told == "hello" else "unfinished"
    if told is not None:
        return "whole"
    read = reading if reading is not None and reading.text == text else None
    if expect in ("digits", "code"):
        return _of_digits(said, read, words)
    return _of_words(said, expect, read, words)


def _of_words(said: list[str], expect: Expect, read: Reading | None, words: Words) -> Wholeness:
    if read is not None and (read.sure or _fills(expect, read)):
        return "whole"
    return "unfinished" if _only_begins(said, words) else "open"


def _only_begins(said: list[str], words: Words) -> bool:
    """Tell whether words are the polite beginning of a question («подскажите, пожалуйста»)."""
    return (
        bool(said)
        and said[-1] in words.please
        and any(word in words.joining for word in said[-2:-1])
    )


def _asks_for_more(last: str, expect: Expect, words: Words) -> bool:
    """Tell whether more must come after a word: «ну», «на», and «двадцать» where no digits are told."""
    if last in words.tens:
        return expect not in ("digits", "code")
    return last in words.hesitation or last in words.joining


def _of_digits(said: list[str], read: Reading | None, words: Words) -> Wholeness:
    if read is not None and ("phone" in read.entities or "email" in read.entities):
        return "whole"
    if said[-1] in words.units:
        return "whole"
    if read is not None and read.sure and not read.entities:  # another matter, not the digits
        return "whole"
    return "open"


def _fills(expect: Expect, read: Reading) -> bool:
    return expect == "choice" and bool(read.entities)


def _is_yes_or_no(said: list[str], words: Words) -> bool:
    known = words.yes | words.no
    return bool(said) and all(word in known for word in said)
