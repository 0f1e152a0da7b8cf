"""What flows collect: for each slot, what of a message can fill it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from knowledge.files import ROOT, read_yaml
from knowledge.lemmas import lemma

Expect = Literal["open", "yes_no", "digits", "code", "choice"]


@dataclass(frozen=True, slots=True)
class ChoiceWords:
    """What means a choice: lemmas of words, and entities of the message."""

    words: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SlotSpec:
    """A slot. ``named_by`` are the lemmas by which a person names it when correcting it."""

    name: str
    entities: tuple[str, ...] = ()
    choices: Mapping[str, ChoiceWords] = field(default_factory=dict)
    any_word: bool = False
    named_by: frozenset[str] = frozenset()
    expect: Expect = "open"

    @property
    def question(self) -> str:
        """The phrase that asks for it."""
        return f"utter_ask_{self.name}"


@cache
def slot_specs() -> Mapping[str, SlotSpec]:
    """Return the project's own slots, read once."""
    raw = read_yaml(ROOT / "bot" / "flows" / "slots.yml")
    return {name: _spec(name, entry) for name, entry in raw.items()}


def _spec(name: str, entry: Mapping[str, Any]) -> SlotSpec:
    return SlotSpec(
        name=name,
        entities=tuple(entry.get("entities", ())),
        choices={value: _choice(raw) for value, raw in entry.get("choices", {}).items()},
        any_word=bool(entry.get("any_word")),
        named_by=_lemmas(entry.get("named_by", ())),
        expect=entry.get("expect", "open"),
    )


def _choice(raw: Mapping[str, Any]) -> ChoiceWords:
    return ChoiceWords(_lemmas(raw.get("words", ())), frozenset(raw.get("entities", ())))


def _lemmas(words: Any) -> frozenset[str]:
    return frozenset(lemma(str(word)) for word in words)
