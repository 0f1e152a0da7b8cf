"""A sentence made ready for an engine: Latin words, abbreviations, signs, stress, pauses. Pure."""

import re
from typing import Literal

from knowledge.patterns import any_of
from voice_gateway.speaking.lexicon import Lexicon, lexicon

Notation = Literal["plain", "espeak"]

_ACUTE = "\u0301"
_SPELLED_UP_TO = 5  # letters; a longer word of capitals is read
_LATIN_WORD = re.compile(r"[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z]+)*\+?")
_CAPITALS = re.compile(r"\b[А-ЯЁ]{2,}\b")
_DASH = re.compile(r"\s+[-–—]+\s+")
_UNSAID = re.compile(r"[^\w\s.,:;!?…\-'\"]|_")
_SPACES = re.compile(r"\s+")
_BEFORE_SIGN = re.compile(r"\s+([.,:;!?…])")


class Preparation:
    """Prepares sentences for engines that read ``notation``.

    ``espeak`` writes words of the lexicon as ``[[phonemes]]``; ``plain`` is letters and punctuation only.
    """

    def __init__(self, notation: Notation, words: Lexicon | None = None) -> None:
        self._words = words or lexicon()
        self._stressed = self._words.espeak if notation == "espeak" else {}
        self._entry = re.compile(rf"(?<![\w-]){any_of(self._stressed)}(?![\w-])", re.IGNORECASE)

    def prepare(self, sentence: str) -> str:
        """Return what the engine is to be given."""
        text = _LATIN_WORD.sub(self._as_russian, sentence.replace(_ACUTE, ""))
        text = _CAPITALS.sub(self._abbreviation, text)
        for sign, said in self._words.signs.items():
            text = text.replace(sign, f" {said} ")
        text = _DASH.sub(", ", text)
        text = _UNSAID.sub(" ", text)
        text = _BEFORE_SIGN.sub(r"\1", _SPACES.sub(" ", text)).strip()
        return self._entry.sub(self._phonemes, text) if self._stressed else text

    def pause(self, sentence: str) -> float:
        """Return the seconds of silence that belong after a sentence."""
        ending = sentence.rstrip("»”\"')] \n")
        return self._words.pauses.get(ending[-1:], self._words.pauses["other"])

    def _as_russian(self, match: re.Match[str]) -> str:
        word = match.group()
        known = self._words.latin.get(word.lower())
        if known is not None:
            return known
        if "-" in word:
            return "-".join(self._one(part) for part in word.split("-"))
        return self._one(word)

    def _one(self, word: str) -> str:
        known = self._words.latin.get(word.lower())
        if known is not None:
            return known
        if word.isupper() and len(word) <= _SPELLED_UP_TO:
            return "-".join(self._words.letters.get(letter.lower(), letter) for letter in word)
        return self._read(word.lower())

    def _read(self, word: str) -> str:
        said, at = "", 0
        while at < len(word):
            size = next((n for n in (3, 2, 1) if word[at : at + n] in self._words.sounds), 0)
            said += self._words.sounds[word[at : at + size]] if size else word[at]
            at += size or 1
        return said

    def _abbreviation(self, match: re.Match[str]) -> str:
        return self._words.abbreviations.get(match.group().lower(), match.group())

    def _phonemes(self, match: re.Match[str]) -> str:
        return f"[[{self._stressed[match.group().lower()]}]]"
