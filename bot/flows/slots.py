"""What flows collect: for each slot, what of a message can fill it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Literal

from knowledge.files import ROOT, read_yaml
from knowledge.lemmas import forms, lemma

Expect = Literal["open", "yes_no", "digits", "code", "choice"]


@dataclass(frozen=True, slots=True)
class ChoiceWords:
    """What means a choice: lemmas of words, and entities of the message."""

    words: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SlotSpec:
    """A slot. ``named_by`` are the lemmas by which a person names it when correcting it.

    ``among`` names the slot with what is on offer, where only some of the choices may be.
    ``free_text`` takes the person's words as they are; a message under one of the topics that it
    ``keeps`` is then no new need, and a first message of ``story`` words is taken for it at once.
    ``told_in`` names the slot that takes an answer which tells more than this one asked. ``moment``: a
    day or an hour is kept as it was said, before any choice.
    """

    name: str
    entities: tuple[str, ...] = ()
    choices: Mapping[str, ChoiceWords] = field(default_factory=dict)
    any_word: bool = False
    named_by: frozenset[str] = frozenset()
    expect: Expect = "open"
    among: str | None = None
    free_text: bool = False
    keeps: frozenset[str] = frozenset()
    story: int | None = None
    told_in: str | None = None
    moment: bool = False

    def narrowed(self, offered: Sequence[Mapping[str, Any]] | None) -> "SlotSpec":
        """Return the slot with the choices that are on offer now, in the order of the offer."""
        if offered is None:
            return self
        ids = [str(item["id"]) for item in offered]
        return replace(self, choices={i: self.choices.get(i, ChoiceWords()) for i in ids})

    @property
    def question(self) -> str:
        """The phrase that asks for it."""
        return f"utter_ask_{self.name}"


@cache
def slot_specs() -> Mapping[str, SlotSpec]:
    """Return the project's own slots, read once."""
    raw = read_yaml(ROOT / "bot" / "flows" / "slots.yml")
    return {name: _spec(name, entry) for name, entry in raw.items()}


@cache
def names_of(choices: tuple[str, ...]) -> tuple[str, ...]:
    """Return the word forms that name any of a question's choices, for a recognizer's grammar.

    ``choices`` are the values that a reply lists; a slot that has them all is the one that is asked for.
    """
    found = [
        spec for spec in slot_specs().values() if choices and set(choices) <= set(spec.choices)
    ]
    words = sorted(
        {word for spec in found for name in choices for word in spec.choices[name].words}
    )
    return tuple(dict.fromkeys(form for word in words for form in forms(word)))


def _spec(name: str, entry: Mapping[str, Any]) -> SlotSpec:
    return SlotSpec(
        name=name,
        entities=tuple(entry.get("entities", ())),
        choices={value: _choice(raw) for value, raw in entry.get("choices", {}).items()},
        any_word=bool(entry.get("any_word")),
        named_by=_lemmas(entry.get("named_by", ())),
        expect=entry.get("expect", "open"),
        among=entry.get("among"),
        free_text=bool(entry.get("free_text")),
        keeps=frozenset(entry.get("keeps", ())),
        story=entry.get("story"),
        told_in=entry.get("told_in"),
        moment=bool(entry.get("moment")),
    )


def _choice(raw: Mapping[str, Any]) -> ChoiceWords:
    return ChoiceWords(_lemmas(raw.get("words", ())), frozenset(raw.get("entities", ())))


def _lemmas(words: Any) -> frozenset[str]:
    return frozenset(lemma(str(word)) for word in words)
