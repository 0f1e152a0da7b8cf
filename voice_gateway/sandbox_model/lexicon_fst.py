"""The lexicon as arcs of transition ids: from the sound of a word to the word.

The form is that of Kaldi's ``make_lexicon_fst.py`` with optional silence, but phones are written as the
transition ids that enter them, since the model has no phonetic context. Homophones end in
disambiguation labels, which stay in the graph and are named in ``disambig_tid.int``.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from voice_gateway.sandbox_model import tree
from voice_gateway.sandbox_model.lexicon import Lexicon
from voice_gateway.sandbox_model.phones import SILENCE, phones
from voice_gateway.sandbox_model.settings import section

UNKNOWN = "[unk]"

_START, _LOOP, _SILENCE, _AFTER_SILENCE = range(4)


class LexiconFst:
    """Arcs as text for ``fstcompile``, and the disambiguation labels that they use."""

    def __init__(self, lexicon: Lexicon, word_ids: Mapping[str, int]) -> None:
        """Write the arcs of a lexicon; ``word_ids`` names the output labels."""
        self._lexicon = lexicon
        self._word_ids = word_ids
        options = section("lexicon")
        self._silence = -math.log(float(options["silence"]))
        self._none = -math.log(1 - float(options["silence"]))
        self._unknown = float(options["unknown"])
        self._first_label = 2 * tree.phone_count() + 1
        self._states = _AFTER_SILENCE
        self._homophones = _homophones(lexicon)
        last = max(self._homophones.values(), default=0)
        self._silence_label = self._first_label
        self._unknown_label = self._first_label + 1
        self.disambiguation = list(range(self._first_label, self._first_label + 2 + last))

    def text(self) -> str:
        """Return the arcs."""
        return "\n".join(self._arcs()) + "\n"

    def _arcs(self) -> Iterator[str]:
        silence = tree.entering(tree.phone_id(SILENCE, "S"))
        yield _arc(_START, _LOOP, 0, 0, self._none)
        yield _arc(_START, _SILENCE, 0, 0, self._silence)
        yield _arc(_SILENCE, _AFTER_SILENCE, silence, 0, 0)
        yield _arc(_AFTER_SILENCE, _LOOP, self._silence_label, 0, 0)
        for word, said in self._lexicon.items():
            for sounds, cost in said.items():
                yield from self._word(word, sounds, cost)
        yield from self._unknown_word()
        yield f"{_LOOP} 0"

    def _word(self, word: str, sounds: tuple[str, ...], cost: float) -> Iterator[str]:
        labels = [tree.entering(phone) for phone in _positioned(sounds)]
        if mark := self._homophones.get((word, sounds), 0):
            labels.append(self._unknown_label + mark)
        output = self._word_ids[word]
        here = _LOOP
        for label in labels[:-1]:
            there = self._new_state()
            yield _arc(here, there, label, output, cost)
            here, output, cost = there, 0, 0.0
        yield from self._ending(here, labels[-1], output, cost)

    def _ending(self, here: int, label: int, output: int, cost: float) -> Iterator[str]:
        yield _arc(here, _LOOP, label, output, cost + self._none)
        yield _arc(here, _SILENCE, label, output, cost + self._silence)

    def _unknown_word(self) -> Iterator[str]:
        first, inner = self._new_state(), self._new_state()
        yield _arc(_LOOP, first, self._unknown_label, self._word_ids[UNKNOWN], 0)
        for phone in phones()[1:]:
            begin, end, middle, single = (
                tree.entering(tree.phone_id(phone, mark)) for mark in ("B", "E", "I", "S")
            )
            yield _arc(first, inner, begin, 0, self._unknown)
            yield _arc(inner, inner, middle, 0, self._unknown)
            yield from self._ending(inner, end, 0, self._unknown)
            yield from self._ending(first, single, 0, self._unknown)

    def _new_state(self) -> int:
        self._states += 1
        return self._states


def _arc(source: int, target: int, label: int, output: int, cost: float) -> str:
    return f"{source} {target} {label} {output} {cost:.4f}"


def _positioned(sounds: tuple[str, ...]) -> list[int]:
    if len(sounds) == 1:
        return [tree.phone_id(sounds[0], "S")]
    marks = ["B", *("I" * (len(sounds) - 2)), "E"]
    return [tree.phone_id(phone, mark) for phone, mark in zip(sounds, marks, strict=True)]


def _homophones(lexicon: Lexicon) -> dict[tuple[str, tuple[str, ...]], int]:
    """Number the words that share a pronunciation, from 1; others are left out."""
    shared: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for word, said in lexicon.items():
        for sounds in said:
            shared[sounds].append(word)
    numbers: Counter[tuple[str, ...]] = Counter()
    found = {}
    for sounds, words in shared.items():
        for word in words if len(words) > 1 else ():
            numbers[sounds] += 1
            found[word, sounds] = numbers[sounds]
    return found
