"""The phrasebook: everything that Mia says besides articles, as templates with facts.

A phrase is named as a Rasa response (``utter_…``). Its variants are taken in turn, so that the same
words do not come twice in a row.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.files import KNOWLEDGE, DataError, read_yaml, yaml_files

PHRASE_PREFIX = "utter_"


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording. ``ear`` is ``None`` where the eye's template serves both."""

    eye: str
    ear: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of a phrase. ``each`` repeats it over an expression's items, named ``item``.

    One of the targets is given: a task, an article, a talk topic, a text to send, or an answer to the
    open question.
    """

    title: str
    task: str | None = None
    article: str | None = None
    talk: str | None = None
    text: str | None = None
    answer: str | None = None
    each: str | None = None
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """What Mia says at one place of a conversation.

    ``facts`` are the names that the speaker gives with it; ``card`` names the fact that is shown as
    a card; ``links`` are (title, address) templates; ``directive`` is what the channel is to do
    besides (``{"identify": "network"}``, ``{"transfer": "billing"}``).
    """

    name: str
    say: tuple[Variant, ...]
    facts: tuple[str, ...] = ()
    buttons: tuple[Choice, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    card: str | None = None
    hear_out: bool = False
    directive: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """All phrases by name."""

    phrases: dict[str, Phrase]

    @classmethod
    def load(cls, folder: Path = KNOWLEDGE / "phrases") -> "Phrasebook":
        """Read all phrase files of a folder.

        Raises:
            DataError: a phrase is malformed or stands twice.
        """
        phrases: dict[str, Phrase] = {}
        for path in yaml_files(folder):
            for name, entry in read_yaml(path).items():
                if name in phrases:
                    raise DataError(f"{path}: {name} stands twice")
                phrases[name] = _phrase(name, entry, path)
        return cls(phrases)


@cache
def phrasebook() -> Phrasebook:
    """Return the project's own phrasebook, read once."""
    return Phrasebook.load()


def _phrase(name: str, entry: Any, path: Path) -> Phrase:
    if not name.startswith(PHRASE_PREFIX):
        raise DataError(f"{path}: {name} does not begin with {PHRASE_PREFIX}")
    if not isinstance(entry, dict) or not entry.get("say"):
        raise DataError(f"{path}: {name} says nothing")
    try:
        return Phrase(
            name=name,
            say=tuple(_variant(item) for item in entry["say"]),
            facts=tuple(entry.get("facts") or ()),
            buttons=tuple(Choice(**button) for button in entry.get("buttons") or ()),
            links=tuple((link["title"], link["url"]) for link in entry.get("links") or ()),
            card=entry.get("card"),
            hear_out=bool(entry.get("hear_out")),
            directive=entry.get("directive") or {},
        )
    except (TypeError, KeyError) as error:
        raise DataError(f"{path}: {name}: {error}") from error


def _variant(item: Any) -> Variant:
    return Variant(item) if isinstance(item, str) else Variant(item["eye"], item.get("ear"))
