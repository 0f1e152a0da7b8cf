"""Which words the recognizer knows, and how likely each is before anything else is known.

One mixture decides both: the corpus' own words, the other forms of those words (weighted by how often the
corpus uses such a form), and common Russian by the counts of navec's vocabulary (MIT licence, in the package
``natasha``). Words of numbers, the catalogue and names always belong to it.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from pathlib import Path

import natasha
from navec import Navec

from knowledge.lemmas import fold
from voice_gateway.sandbox_model import corpus, numbers, spoken
from voice_gateway.sandbox_model.settings import section

_WORD = re.compile(r"[а-я]+")
_LONGEST = 24  # letters; longer ones are slips of the keyboard
_SHORTEST = 3  # letters of a word that is taken for being common; shorter ones are abbreviations
_SINGLE = frozenset("авикосуя")
_UNSEEN_FORM = 0.5
_FORMS_PRIOR = 50


def vocabulary(size: int) -> dict[str, float]:
    """Return so many words with their probabilities, the likeliest first; «е» stands for «ё»."""
    weights = section("vocabulary")
    own = _normal(_counts([*corpus.phrasings(), *corpus.answers()]))
    must = {fold(word) for word in corpus.names() | numbers.forms()} | set(own)
    must |= {fold(word) for said in numbers.answers() for word in said}
    mixture: defaultdict[str, float] = defaultdict(float)
    _add(mixture, own, 1.0)
    _add(mixture, _inflections(own), float(weights["inflections"]))
    _add(mixture, common(), float(weights["common"]))
    ordered = sorted(mixture.keys() - must, key=lambda word: (-mixture[word], word))
    room = max(size - len(must), 0)
    chosen = must.union(islice(filter(_proper, ordered), room))
    floor = min(mixture[word] for word in chosen if mixture[word] > 0)
    kept = {word: mixture[word] or floor for word in chosen if _sayable(word)}
    total = math.fsum(kept.values())  # the same in whatever order a set gives its words
    return {word: kept[word] / total for word in sorted(kept, key=lambda w: (-kept[w], w))}


@lru_cache(maxsize=1)
def common() -> dict[str, float]:
    """Return common Russian words with their shares of running news text."""
    path = next(Path(natasha.__file__).parent.glob("data/emb/navec_*.tar"))
    vocab = Navec.load(str(path)).vocab
    counts: Counter[str] = Counter()
    for entry, count in zip(vocab.words, vocab.counts, strict=True):
        for word in fold(entry).split("-"):
            if _WORD.fullmatch(word):
                counts[word] += int(count)
    return _normal(counts)


def _counts(sentences: Iterable[Iterable[str]]) -> Counter[str]:
    return Counter(fold(word) for said in sentences for word in said)


def _normal(counts: Counter[str]) -> dict[str, float]:
    total = sum(counts.values())
    return {word: count / total for word, count in counts.items()}


def _add(mixture: defaultdict[str, float], part: dict[str, float], weight: float) -> None:
    for word, share in part.items():
        mixture[word] += weight * share


def _inflections(own: dict[str, float]) -> dict[str, float]:
    """Share each word's weight among the forms of its lexeme, by how common such forms are."""
    morphology = spoken.morphology()
    lexemes: dict[str, list[tuple[str, str]]] = {}
    kinds: dict[str, str] = {}
    mass: defaultdict[str, float] = defaultdict(float)
    usage: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, share in own.items():
        parse = morphology.parse(word)[0]
        if not parse.is_known:
            continue
        forms = parse.lexeme
        key = f"{forms[0].word} {forms[0].tag.POS}"
        kinds[key] = str(forms[0].tag.POS)
        lexemes.setdefault(key, [(fold(form.word), _form(form.tag)) for form in forms])
        mass[key] += share
        usage[kinds[key]][_form(parse.tag)] += 1
    found: defaultdict[str, float] = defaultdict(float)
    for key, forms in lexemes.items():
        used = usage[kinds[key]]
        total = used.total() + _FORMS_PRIOR
        for word, form in forms:
            found[word] += mass[key] * (used[form] + _UNSEEN_FORM) / total
    return dict(found)


def _form(tag: object) -> str:
    return str(tag).rpartition(" ")[2]


def _proper(word: str) -> bool:
    """Tell whether a word that the corpus does not use is a word of the dictionary."""
    if len(word) < _SHORTEST or not spoken.morphology().word_is_known(word):
        return False
    return "Abbr" not in spoken.morphology().parse(word)[0].tag


def _sayable(word: str) -> bool:
    """Tell whether a voice can say it: letters, no lone consonant but the prepositions."""
    if not _WORD.fullmatch(word) or len(word) > _LONGEST:
        return False
    return len(word) > 1 or word in _SINGLE or spoken.with_yo(word) != word
