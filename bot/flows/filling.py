"""Filling: the value that a message gives to a slot, and how much of the message it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.flows.moments import kind_of, moment
from bot.flows.reading import Found, Reading
from bot.flows.slots import SlotSpec
from knowledge.files import ROOT, read_yaml
from knowledge.lemmas import courtesy, is_known, lemma
from nlu.analysis import analyse, is_word

BARE = "number"  # an amount without its unit
CLEARLY = 0.95  # confidence from which words that are not in the list of a yes are one
LONGEST_YES = 5  # words
LONGEST_ORDINAL = 2
NAMES = ("tariff", "service")  # entities that are names, in which a word means nothing by itself
FEW_OF_PRICE = 4
FEW_WORDS = 6  # a text of fewer may be a question or a wish of another kind


@dataclass(frozen=True, slots=True)
class Filled:
    """A value, and which part (0–1) of the message's meaningful words it takes."""

    value: str
    cover: float


def fill(spec: SlotSpec, reading: Reading, *, asked: bool, but: str | None = None) -> Filled | None:
    """Return the value that a message gives to a slot, or ``None``.

    While a slot is asked for, a bare number, a bare word of a choice or, for codes, any word may
    fill it; otherwise only what is unmistakable does. ``but`` is passed over: the value before, in
    «не 200, а 300».
    """
    return (
        (_by_moment(reading, but) if spec.moment else None)
        or (_by_choice(spec, reading, asked, but) if spec.choices else None)
        or _by_entity(spec, reading, asked, but)
        or (_by_any_word(reading) if asked and spec.any_word else None)
        or (_by_free_text(spec, reading) if asked and spec.free_text else None)
    )


def tells_story(spec: SlotSpec, reading: Reading) -> bool:
    """Tell whether a first message is long enough to be the text that its task would ask for."""
    return spec.story is not None and len(reading.words) >= spec.story


def yes_or_no(reading: Reading) -> bool | None:
    """Return what a message answers to a yes/no question, ``None`` when it does neither clearly."""
    understood = reading.topic if reading.topic in ("affirm", "deny") else None
    if understood and len(reading.ranking) == 1:  # a button, which means one thing
        return understood == "affirm"
    if any(word in _words()["deny"] for word in reading.lemmas[:2]):
        return False
    if is_plain_yes(reading):
        return True
    if understood == "deny" and reading.verdict == "act":
        return False
    return True if _is_yes(reading) else None


def _is_yes(reading: Reading) -> bool:
    """Tell whether words that are not in the list of a yes are one, without an «if» or a «but»."""
    words, sets = _without_opening(reading.lemmas), _words()
    if "?" in reading.text or any(word in sets["deny"] | sets["hedge"] for word in words):
        return False
    if reading.topic == "affirm" and reading.confidence >= CLEARLY:
        return True
    if _is_request(reading):
        return False
    return bool(words) and words[0] in sets["certain"] and len(words) <= LONGEST_YES


def _is_request(reading: Reading) -> bool:
    """Tell whether a message names a task with its values: said once more, it is not yet a yes."""
    return bool(reading.entities) and reading.verdict == "act" and reading.topic != "affirm"


def is_plain_yes(reading: Reading) -> bool:
    """Tell whether a message is made of words of a yes alone («да, отправляйте»), or a sign of it («+»)."""
    words, sets = _without_opening(reading.lemmas), _words()
    if is_sign_of_yes(reading.text):
        return True
    only = all(word in sets["affirm"] for word in words)
    return only and "?" not in reading.text and any(word in sets["certain"] for word in words)


def _without_opening(lemmas: Sequence[str]) -> Sequence[str]:
    """Return the words without those that open a yes and mean nothing there («ой, беру»)."""
    opening = _words()["opening"]
    at = next((at for at, word in enumerate(lemmas) if word not in opening), len(lemmas))
    return lemmas[at:]


def is_question(text: str) -> bool:
    """Tell whether a message asks something: by its sign or by its first words («а где …»)."""
    lemmas = [token.lemma_ for token in analyse(text) if is_word(token.text)]
    joined = bool(lemmas) and lemmas[0] in _words()["joining"]
    begins = lemmas[joined : joined + 2]
    of_price = len(lemmas) <= FEW_OF_PRICE and any(w in _words()["asking_of"] for w in lemmas)
    return "?" in text or of_price or any(word in _words()["asking"] for word in begins)


def is_sign_of_yes(text: str) -> bool:
    """Tell whether a message is a yes without words («+»)."""
    return text.strip() in _words()["affirm_signs"]


def is_acknowledgement(reading: Reading) -> bool:
    """Tell whether a message only says that it was heard («понятно», «хорошо, спасибо»)."""
    words, heard = reading.lemmas, _words()["acknowledging"]
    only = all(word in heard | _words()["acknowledging_with"] for word in words)
    return only and "?" not in reading.text and any(word in heard for word in words)


def names_to_change(spec: SlotSpec, reading: Reading) -> bool:
    """Tell whether a message asks to change this slot without giving the new value."""
    words = set(reading.lemmas)
    return bool(words & spec.named_by) and bool(words & _words()["other"])


def only_names(spec: SlotSpec, reading: Reading) -> bool:
    """Tell whether a message names this slot to be changed, and says nothing else."""
    naming = spec.named_by | _words()["other"] | _words()["correcting"] | courtesy()
    return names_to_change(spec, reading) and all(word in naming for word in reading.lemmas)


def ordinal(reading: Reading, count: int) -> int | None:
    """Return which of ``count`` offered things (from 0) «первое», «последний» or «2» names."""
    for word in reading.lemmas:
        at = _ordinals().get(word)
        if at is None and word.isdigit():
            at = int(word)
        if at is None and word in _words()["last"]:
            at = count
        if at is not None and 1 <= at <= count:
            return at - 1
    return None


def completed(spec: SlotSpec, before: str | None, reading: Reading) -> str | None:
    """Return an hour with the day or its part that is said after it: «в полдевятого» … «утра»."""
    told, passed = before or "", courtesy() | _words()["correcting"]
    rest = [word for word in reading.words if kind_of(word[0]) or word[0] not in passed]
    kinds = {kind_of(word) for word, _, _ in rest}
    known = {kind_of(lemma(word)) for word in told.split()}
    if not spec.moment or not told or told in spec.choices or kinds & known or len(kinds) != 1:
        return None
    said = reading.text[rest[0][1] : rest[-1][2]].lower()
    return {"parts": f"{told} {said}", "days": f"{said} {told}"}.get(kinds.pop())


def lone_number(specs: Iterable[SlotSpec]) -> str | None:
    """Return the one slot of several that an amount without its unit can mean."""
    numeric = [s.name for s in specs if BARE in s.entities and not s.any_word and not s.choices]
    return numeric[0] if len(numeric) == 1 else None


def is_correction(reading: Reading) -> bool:
    """Tell whether a message is a value put right («лучше 300», «не 200, а 300») and nothing else."""
    rest = [word for word, start, end in reading.words if not _inside(reading, start, end)]
    corrected = len(rest) < len(reading.words)
    return corrected and all(word in _words()["correcting"] | courtesy() for word in rest)


def rechooses(specs: Iterable[SlotSpec], reading: Reading) -> bool:
    """Tell whether a message names another choice («лучше минуты») and nothing else."""
    named = {word for spec in specs for meant in spec.choices.values() for word in meant.words}
    said = [word for word in reading.lemmas if word not in _words()["correcting"] | courtesy()]
    return bool(said) and "?" not in reading.text and all(word in named for word in said)


def objects(reading: Reading) -> bool:
    """Tell whether a message begins with a no («нет, это про салон»)."""
    return bool(reading.lemmas) and reading.lemmas[0] in _words()["objecting"]


def is_waiting(reading: Reading) -> bool:
    """Tell whether a message only asks how what was begun is getting on («ну что там?»)."""
    return _only_waiting(reading.lemmas)


def asks_after(text: str) -> bool:
    """Tell the same of a text that nothing else is understood of."""
    return _only_waiting([token.lemma_ for token in analyse(text) if is_word(token.text)])


def _only_waiting(lemmas: Sequence[str]) -> bool:
    return bool(lemmas) and all(word in _words()["waiting"] for word in lemmas)


def _inside(reading: Reading, start: int, end: int) -> bool:
    return any(start < found.end and end > found.start for found in reading.entities)


def _by_entity(spec: SlotSpec, reading: Reading, asked: bool, but: str | None) -> Filled | None:
    for entity in spec.entities:
        if entity == BARE and not asked:
            continue
        for found in reading.entities:
            if found.entity == entity and found.value != but:
                return Filled(found.value, _cover(reading, [found]))
    return None


def _by_moment(reading: Reading, but: str | None) -> Filled | None:
    place = moment(reading)
    if place is None or reading.text[slice(*place)] == but:
        return None
    return Filled(reading.text[slice(*place)], _cover(reading, [Found("", "", *place)]))


def _by_choice(spec: SlotSpec, reading: Reading, asked: bool, but: str | None) -> Filled | None:
    choices = {value: meant for value, meant in spec.choices.items() if value != but}
    for value, meant in choices.items():
        named = [found for found in reading.entities if found.entity in meant.entities]
        if named:
            return Filled(value, _cover(reading, named))
    for value, meant in choices.items():
        said = [
            Found("", "", s, e)
            for word, s, e in reading.words
            if word in meant.words and not _is_named(reading, s, e)
        ]
        if said:
            return Filled(value, _cover(reading, said))
    counts = asked and not spec.entities and not _is_told(spec, reading)
    at = ordinal(reading, len(spec.choices)) if counts else None
    return Filled(list(spec.choices)[at], 1.0) if at is not None else None


def _is_named(reading: Reading, start: int, end: int) -> bool:
    """Tell whether words stand within the name of a tariff or a service: «Мой разговор» is no talk."""
    return any(
        found.entity in NAMES
        and found.start <= start < end <= found.end
        and found.end - found.start > end - start
        for found in reading.entities
    )


def _is_told(spec: SlotSpec, reading: Reading) -> bool:
    """Tell whether a message is an answer in one's own words, in which a number is no choice."""
    return (spec.free_text or spec.told_in is not None) and len(reading.words) > LONGEST_ORDINAL


def _by_any_word(reading: Reading) -> Filled | None:
    """Return the message itself as a code when it is one to three words and nothing but them."""
    words = [
        (w, s, e) for w, s, e in reading.words if w not in courtesy() and w not in _code_names()
    ]
    if not 1 <= len(words) <= 3:
        return None
    said = [reading.text[start:end] for _, start, end in words]
    # Words of the dictionary alone are a code only where they mean nothing else.
    return Filled("".join(said).upper(), 0.0 if all(map(is_known, said)) else 1.0)


def _by_free_text(spec: SlotSpec, reading: Reading) -> Filled | None:
    """Return a message as it was said, unless it is but a yes or a no.

    A short one, or one that asks something, may be about something else.
    """
    if all(word in _words()["affirm"] | _words()["deny"] for word in reading.lemmas):
        return None
    if spec.story is None and reading.text.rstrip().endswith("?"):  # «а сами никак?» is no place
        return None
    is_clear = len(reading.words) >= FEW_WORDS and not is_question(reading.text)
    return Filled(reading.text.strip(), 1.0 if is_clear or reading.topic in spec.keeps else 0.0)


def _cover(reading: Reading, spans: Iterable[Found]) -> float:
    places = list(spans)
    meaningful = [
        any(start < place.end and end > place.start for place in places)
        for word, start, end in reading.words
        if word not in courtesy() | _words()["correcting"]
        or any(p.start <= start < p.end for p in places)
    ]
    return sum(meaningful) / len(meaningful) if meaningful else 1.0


@cache
def _words() -> dict[str, frozenset[str]]:
    raw: dict[str, Any] = read_yaml(ROOT / "bot" / "flows" / "words.yml")
    return {
        name: frozenset(lemma(str(word)) for word in words)
        for name, words in raw.items()
        if isinstance(words, list)
    }


@cache
def _ordinals() -> dict[str, int]:
    raw = read_yaml(ROOT / "bot" / "flows" / "words.yml")
    return {lemma(word): number for word, number in raw["ordinals"].items()}


@cache
def _code_names() -> frozenset[str]:
    raw = read_yaml(ROOT / "nlu" / "data" / "codes.yml")
    return frozenset(lemma(word) for word in raw["named_by"])
