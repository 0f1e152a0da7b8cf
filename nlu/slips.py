"""Slips of the pen: «прамокод» and «деталезация» as the words of the corpus that were meant.

Only words that neither the dictionary nor the corpus knows are looked at. What sounds the same comes
first, then what is one letter away (Damerau, 1964).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from knowledge.corpus import corpus
from knowledge.files import ROOT, read_yaml
from knowledge.lemmas import fold, is_known

FILE = ROOT / "nlu" / "data" / "slips.yml"

_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_VOWELS = "аеиоуыэюя"
_OFTEN = 3  # times that a word unknown to the dictionary must stand in the corpus to be one
_TWICE = 2  # times that a word must stand there to be what is one letter away


@dataclass(frozen=True, slots=True)
class Sounds:
    """How words sound, roughly: letters that stand for others, none for those left out."""

    short: dict[int, str]
    long: dict[int, str]
    shortest: int
    long_from: int

    @classmethod
    @cache
    def load(cls) -> "Sounds":
        """Read the letters that sound alike."""
        raw: dict[str, Any] = read_yaml(FILE)
        silent = dict.fromkeys(raw["left_out"], "")
        vowels = str.maketrans({**raw["vowels"], **silent})
        both = str.maketrans({**raw["vowels"], **raw["consonants"], **silent})
        return cls(vowels, both, raw["short"], raw["long"])

    def of(self, word: str) -> str:
        """Return how a folded word sounds; whether it is long is a part of it."""
        is_long = len(word) >= self.long_from
        heard = word.translate(self.long if is_long else self.short)
        pairs = zip(heard, " " + heard, strict=False)
        kept = "".join(ch for ch, before in pairs if ch != before or ch in _VOWELS)
        return f"{kept} {is_long:d}"


@dataclass(frozen=True, slots=True)
class Slips:
    """The corpus' words with their counts, and the commonest of those that sound the same."""

    words: Mapping[str, int]
    by_sound: Mapping[str, str]
    sounds: Sounds

    def meant(self, word: str) -> str:
        """Return the word that was meant by a folded word, itself where that is not clear."""
        if len(word) < self.sounds.shortest or word in self.words or is_known(word):
            return word
        if not set(word) <= set(_LETTERS):
            return word
        if alike := self.by_sound.get(self.sounds.of(word)):
            return alike
        if len(word) < self.sounds.long_from:
            return word
        near = {other for other in _one_slip_away(word) if self.words.get(other, 0) >= _TWICE}
        return max(near, key=lambda other: (self.words[other], other), default=word)


@cache
def slips() -> Slips:
    """Return what the project's own corpus knows."""
    texts = (phrasing.text for topic in corpus().topics() for phrasing in topic.phrasings)
    counts = Counter(word for text in texts for word in _words(text))
    words = {word: n for word, n in counts.items() if n >= _OFTEN or is_known(word)}
    sounds = Sounds.load()
    by_sound: dict[str, str] = {}
    for word in sorted(words, key=lambda word: (words[word], word)):  # the commonest stays
        by_sound[sounds.of(word)] = word
    return Slips(words, by_sound, sounds)


def _words(text: str) -> list[str]:
    return "".join(ch if ch.isalpha() else " " for ch in fold(text)).split()


def _one_slip_away(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        for letter in _LETTERS:
            yield before + letter + after
            yield before + letter + after[1:]
        yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
