"""Slips of the pen: «прамокод» and «деталезация» as the words of the corpus that were meant.

Only words that neither the dictionary nor the corpus knows are looked at. What sounds the same comes
first, then what is one letter away (Damerau, 1964), then what is left when vowels or the end of a word
are not written: «нмр», «переадр».
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from knowledge.corpus import corpus
from knowledge.files import ROOT, read_yaml
from knowledge.lemmas import fold, is_known

FILE = ROOT / "nlu" / "data" / "slips.yml"

_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_VOWELS = "аеиоуыэюя"
_NOT_HEARD = _VOWELS + "ьъ"
_OFTEN = 3  # times that a word unknown to the dictionary must stand in the corpus to be one
_TWICE = 2  # times that a word must stand there to be what is one letter away


@dataclass(frozen=True, slots=True)
class Sounds:
    """How words sound, roughly: letters that stand for others, none for those left out."""

    short: dict[int, str]
    long: dict[int, str]
    endings: dict[str, str]
    shortest: int
    long_from: int
    lost_from: int

    @classmethod
    @cache
    def load(cls) -> "Sounds":
        """Read the letters that sound alike."""
        raw: dict[str, Any] = read_yaml(FILE)
        silent = dict.fromkeys(raw["left_out"], "")
        vowels = str.maketrans({**raw["vowels"], **silent})
        both = str.maketrans({**raw["vowels"], **raw["consonants"], **silent})
        return cls(
            vowels, both, raw["endings"], raw["short"], raw["long"], raw["first_letter_lost"]
        )

    def of(self, word: str) -> str:
        """Return how a folded word sounds; whether it is long is a part of it."""
        is_long = len(word) >= self.long_from
        for ending, alike in self.endings.items():
            if word.endswith(ending):
                word = word.removesuffix(ending) + alike
                break
        heard = word.translate(self.long if is_long else self.short)
        pairs = zip(heard, " " + heard, strict=False)
        kept = "".join(ch for ch, before in pairs if ch != before or ch in _VOWELS)
        return f"{kept} {is_long:d}"


@dataclass(frozen=True, slots=True)
class Shortened:
    """Words that are written without vowels or without their end; the commonest of the corpus is meant."""

    by_consonants: Mapping[str, Sequence[str]]
    by_beginning: Mapping[str, str]
    fewest: int

    @classmethod
    def of(cls, words: Mapping[str, int]) -> "Shortened":
        """Learn what may be meant from words with their counts."""
        raw: dict[str, int] = read_yaml(FILE)["shortened"]
        consonants: defaultdict[str, list[str]] = defaultdict(list)
        beginnings: dict[str, str] = {}
        for word in sorted(words, key=lambda word: (-words[word], word)):
            if words[word] < raw["often"]:
                break
            consonants[_consonants(word)].append(word)
            for length in range(raw["beginning"], len(word)):
                beginnings.setdefault(word[:length], word)
        return cls(consonants, beginnings, raw["fewest"])

    def meant(self, word: str) -> str | None:
        """Return the word that was meant; ``None`` if there is none."""
        bones = _consonants(word)
        if len(bones) >= self.fewest:
            for whole in self.by_consonants.get(bones, ()):
                if whole[0] == word[0] and _is_within(word, whole):
                    return whole
        return self.by_beginning.get(word)


@dataclass(frozen=True, slots=True)
class Slips:
    """The corpus' words with their counts, and what is commonest of those that sound the same."""

    words: Mapping[str, int]
    by_sound: Mapping[str, str]
    sounds: Sounds
    shortened: Shortened

    def meant(self, word: str) -> str:
        """Return the word that was meant by a folded word, itself where that is not clear."""
        if word in self.words or is_known(word) or not set(word) <= set(_LETTERS):
            return word
        return self._alike(word) or self.shortened.meant(word) or word

    def _alike(self, word: str) -> str | None:
        if len(word) < self.sounds.shortest:
            return None
        if alike := self.by_sound.get(self.sounds.of(word)):
            return alike
        if len(word) >= self.sounds.lost_from and (
            whole := self._commonest(letter + word for letter in _LETTERS)
        ):
            return whole
        return self._commonest(_one_slip_away(word)) if len(word) >= self.sounds.long_from else None

    def _commonest(self, words: Iterable[str]) -> str | None:
        known = {word for word in words if self.words.get(word, 0) >= _TWICE}
        return max(known, key=lambda word: (self.words[word], word), default=None)


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
    return Slips(words, by_sound, sounds, Shortened.of(words))


def _words(text: str) -> list[str]:
    return "".join(ch if ch.isalpha() else " " for ch in fold(text)).split()


def _consonants(word: str) -> str:
    return "".join(ch for ch in word if ch not in _NOT_HEARD)


def _is_within(short: str, whole: str) -> bool:
    """Tell whether ``whole`` has the letters of ``short`` in their order, and as many more at most."""
    rest = iter(whole)
    return len(short) < len(whole) <= 2 * len(short) and all(letter in rest for letter in short)


def _one_slip_away(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        for letter in _LETTERS:
            yield before + letter + after
            yield before + letter + after[1:]
        yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
