"""Speech for a platform's synthesizer: only what can be said, stress and pauses, cut at a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from bot.channels.speakers.platform import FOLDER, Platform
from knowledge.files import read_yaml
from knowledge.patterns import any_of
from knowledge.spoken.reading import aloud
from knowledge.wording import number

MARK = "+"  # before the stressed vowel, in speech.yml

_DIGITS = re.compile(r"\d+")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_SPACE = re.compile(r"\s+")
_BEFORE_SIGN = re.compile(r"\s+(?=[.,:;!?…»)])")
_ITEM = "•"
_ENDS = ".,:;!?…"


def spoken(parts: Iterable[str], platform: Platform) -> str:
    """Return parts as one speech within the platform's limit, a pause between parts.

    What does not fit is left out from the first sentence on that does not.
    """
    said = ""
    for part in parts:
        join = platform.pause if said else ""
        for sentence in _sentences(speakable(part)):
            marked = stressed(sentence, platform)
            if len(said) + len(join) + len(marked) > platform.speech:
                return said or marked[: platform.speech].rsplit(" ", 1)[0]
            said += join + marked
            join = " "
    return said


def cut(text: str, longest: int) -> str:
    """Return a text of at most so many characters, cut after a whole sentence where there is one."""
    if len(text) <= longest:
        return text
    kept = ""
    for piece in re.split(r"(?<=[.!?…])(?=\s)", text):
        if len(kept) + len(piece) > longest:
            break
        kept += piece
    return kept.strip() or text[: longest - 1].rsplit(" ", 1)[0].strip() + "…"


def in_one_line(text: str) -> str:
    """Return a text of several lines as sentences in one; of a list, the items have semicolons."""
    said, was_item = "", False
    for line in filter(None, map(str.strip, text.split("\n"))):
        is_item = line.startswith(_ITEM)
        if was_item:
            said = said.rstrip(".;") + (";" if is_item else ".")
        elif said and said[-1] not in _ENDS:
            said += "."
        said, was_item = f"{said} {line.removeprefix(_ITEM).strip()}".strip(), is_item
    return said


def speakable(text: str) -> str:
    """Return a text without what cannot be said: links, pictures, signs; digits become words."""
    said = _DIGITS.sub(lambda found: f" {number(int(found.group()), 'ear')} ", aloud(text))
    return _BEFORE_SIGN.sub("", _SPACE.sub(" ", said.replace(MARK, " "))).strip()


def stressed(text: str, platform: Platform) -> str:
    """Return a text with the stress of words that a synthesizer would get wrong marked."""
    words = _words()

    def mark(match: re.Match[str]) -> str:
        found = match.group()
        at = words[found.lower()] + (platform.stress_at == "after")
        return f"{found[:at]}{platform.stress}{found[at:]}"

    return _pattern().sub(mark, text)


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.split(text) if sentence]


@cache
def _data() -> dict[str, list[str]]:
    return dict(read_yaml(FOLDER / "speech.yml"))


@cache
def _words() -> Mapping[str, int]:
    """Return where the stressed vowel of each word stands."""
    return {word.replace(MARK, ""): word.index(MARK) for word in _data()["words"]}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(_words())}(?!\w)", re.I)
