"""The language model: an interpolated trigram with a floor under every word, as an FST.

Kneser-Ney smoothing with one discount (Kneser and Ney, 1995; the interpolated form of Chen and Goodman,
1998), counts may be fractions: a count below one is discounted in proportion. Below the unigrams stands the
distribution of the vocabulary, so that every word has a chance. N-grams that say little more than the shorter
one are left out (after Seymore and Rosenfeld, 1996).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

START, END = "<s>", "</s>"

History = tuple[str, ...]
Seen = dict[History, dict[str, float]]  # chances of the words that were seen after a history
Backoff = dict[History, float]  # what the shorter history's chances are multiplied with


class Trigram:
    """Probabilities of words after their two predecessors."""

    def __init__(self, floor: Mapping[str, float], discount: float, least_gain: float) -> None:
        """Make an empty model.

        Args:
            floor: What is known of each word beforehand; its words are the only ones counted.
            discount: What is taken from each count, 0 to 1.
            least_gain: N-grams that save less than this are left to the shorter one, in nats for
                each word of the text.
        """
        self._floor = floor
        self._discount = discount
        self._least = least_gain
        self._counts: Counter[History] = Counter()
        self._levels: tuple[Seen, Backoff] | None = None

    def add(self, sentence: Sequence[str], weight: float = 1.0) -> None:
        """Count a sentence; an unknown word breaks it."""
        padded = [START, *sentence, END]
        for at in range(1, len(padded)):
            if not self._known(padded[at]):
                continue
            for size in (2, 3):
                gram = tuple(padded[max(at + 1 - size, 0) : at + 1])
                if len(gram) == size and all(map(self._known, gram[:-1])):
                    self._counts[gram] += weight  # type: ignore[assignment]
        self._levels = None

    def probability(self, word: str, history: Sequence[str]) -> float:
        """Return the chance of a word (or ``END``) after a history."""
        seen, backoff = self._estimated()
        past = tuple(history[-2:])
        scale = 1.0
        while True:
            if word in seen.get(past, {}):
                return scale * seen[past][word]
            if not past:
                return 0.0
            scale *= backoff.get(past, 1.0)
            past = past[1:]

    def arcs(self, ids: Mapping[str, int]) -> list[str]:
        """Return the model as arcs for ``fstcompile``: a state a history, epsilons to back off."""
        seen, backoff = self._estimated()
        states = {(START,): 0, (): 1}
        for past in seen:
            states.setdefault(past, len(states))
        lines: list[str] = []
        for past, state in sorted(states.items(), key=lambda item: item[1]):
            for word, chance in sorted(seen.get(past, {}).items()):
                cost = -math.log(chance)
                if word == END:
                    lines.append(f"{state} {cost:.4f}")
                    continue
                target = states[_longest((*past, word), states)]
                lines.append(f"{state} {target} {ids[word]} {ids[word]} {cost:.4f}")
            if past:
                lower = states[_longest(past[1:], states)]
                lines.append(f"{state} {lower} 0 0 {-math.log(backoff.get(past, 1.0)):.4f}")
        return lines

    def _known(self, word: str) -> bool:
        return word in self._floor or word in (START, END)

    def _estimated(self) -> tuple[Seen, Backoff]:
        if self._levels is None:
            self._levels = self._estimate()
        return self._levels

    def _estimate(self) -> tuple[Seen, Backoff]:
        seen: Seen = {(): self._unigrams()}
        backoff: Backoff = {}
        for size in (2, 3):
            for past, words in self._level(size).items():
                total = sum(words.values())
                held = {w: (c - self._discounted(c)) / total for w, c in words.items()}
                spare = 1.0 - sum(held.values())
                seen[past] = {
                    w: share + spare * _chance(w, past[1:], seen, backoff)
                    for w, share in held.items()
                }
                backoff[past] = _left(past, seen, backoff)
        return self._pruned(seen, backoff)

    def _pruned(self, seen: Seen, backoff: Backoff) -> tuple[Seen, Backoff]:
        """Leave out what saves too little; the longest first, since it needs its history."""
        often = self._histories()
        kept: Seen = {(): seen[()]}
        needed: set[History] = set()
        for past in sorted(seen.keys() - kept.keys(), key=lambda past: (-len(past), past)):
            found = {}
            for word, chance in seen[past].items():
                lower = backoff[past] * _chance(word, past[1:], seen, backoff)
                gain = often[past] * chance * math.log(chance / lower)
                if gain >= self._least or (*past, word) in kept:
                    found[word] = chance
            if found or past in needed:
                kept[past] = found
                needed.add(past[1:])
        weights: Backoff = {}
        for past in sorted(kept.keys() - {()}, key=len):
            weights[past] = _left(past, kept, weights)
        return kept, weights

    def _histories(self) -> dict[History, float]:
        """Return how often each history stands before a word, to a word."""
        counts: Counter[History] = Counter()
        for gram, count in self._counts.items():
            if len(gram) == 2:
                counts[gram] += count
                counts[gram[:1]] += count
        total = sum(count for gram, count in counts.items() if len(gram) == 1)
        return {gram: count / total for gram, count in counts.items()}

    def _level(self, size: int) -> dict[History, dict[str, float]]:
        """Return the counts after each history: of trigrams, or (for bigrams) continuations."""
        found: defaultdict[History, dict[str, float]] = defaultdict(dict)
        if size == 3:
            for gram, count in self._counts.items():
                if len(gram) == 3:
                    found[gram[:2]][gram[2]] = count
            return found
        for gram, count in self._counts.items():
            if len(gram) == 3:
                words = found[gram[1:2]]
                words[gram[2]] = words.get(gram[2], 0.0) + min(count, 1.0)
            elif gram[0] == START:  # nothing stands before the first word: its own count
                found[gram[:1]][gram[1]] = count
        for gram, count in self._counts.items():
            if len(gram) == 2:  # only after an unknown word
                found[gram[:1]].setdefault(gram[1], min(count, 1.0))
        return found

    def _unigrams(self) -> dict[str, float]:
        counts: Counter[str] = Counter()
        types: Counter[str] = Counter()
        for gram, count in self._counts.items():
            if len(gram) == 2:
                counts[gram[1]] += min(count, 1.0)  # type: ignore[assignment]
                types[gram[1]] += 1
        total = counts.total() or 1.0
        held = {w: (c - self._discounted(c)) / total for w, c in counts.items()}
        spare = 1.0 - sum(held.values())
        found = {w: held.get(w, 0.0) + spare * share for w, share in self._floor.items()}
        found[END] = held.get(END, 0.0) or 1e-3
        scale = sum(found.values())
        return {word: chance / scale for word, chance in found.items()}

    def _discounted(self, count: float) -> float:
        return self._discount * min(count, 1.0)


def perplexity(model: Trigram, sentences: Iterable[Sequence[str]]) -> float:
    """Return the perplexity a word (and sentence end) over sentences of known words."""
    total, words = 0.0, 0
    for sentence in sentences:
        past = [START]
        for word in [*sentence, END]:
            total -= math.log(model.probability(word, past))
            past.append(word)
            words += 1
    return math.exp(total / max(words, 1))


def _left(past: History, seen: Seen, backoff: Backoff) -> float:
    """Return the weight of the shorter history, so that all chances add up to one."""
    here = 1.0 - sum(seen[past].values())
    below = 1.0 - sum(_chance(word, past[1:], seen, backoff) for word in seen[past])
    return max(here, 1e-6) / max(below, 1e-6)


def _chance(word: str, past: History, seen: Seen, backoff: Backoff) -> float:
    scale = 1.0
    while word not in seen.get(past, {}):
        if not past:
            return 0.0
        scale *= backoff.get(past, 1.0)
        past = past[1:]
    return scale * seen[past][word]


def _longest(past: History, states: Mapping[History, int]) -> History:
    past = past[-2:]
    while past not in states:
        past = past[1:]
    return past
