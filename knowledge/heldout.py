"""Held-out phrases: what people say that is never trained on, with the topics that are right."""

from dataclasses import dataclass
from pathlib import Path

from knowledge.corpus import STYLES, Style
from knowledge.files import ROOT, DataError, read_yaml, yaml_files

HELDOUT = ROOT / "nlu" / "heldout"


@dataclass(frozen=True, slots=True)
class HeldoutPhrase:
    """One phrase; any of ``topics`` is a right reading of it.

    ``about`` is the topic whose answer it was said after, of a follow-up.
    """

    text: str
    topics: tuple[str, ...]
    style: Style
    source: Path
    about: str | None = None


def heldout_sets(folder: Path = HELDOUT) -> dict[str, Path]:
    """Return the files of the held-out sets by their names (``dev``, ``final``)."""
    return {path.stem: path for path in yaml_files(folder)}


def load_heldout(path: Path) -> list[HeldoutPhrase]:
    """Read one held-out set.

    Raises:
        DataError: an entry lacks its text, topics or a known style.
    """
    return [_phrase(entry, path) for entry in read_yaml(path) or ()]


def _phrase(entry: object, path: Path) -> HeldoutPhrase:
    if not isinstance(entry, dict) or not entry.get("text") or not entry.get("topics"):
        raise DataError(f"{path}: {entry}: text and topics are needed")
    if entry.get("style") not in STYLES:
        raise DataError(f"{path}: {entry['text']}: unknown style {entry.get('style')}")
    text, topics, style = str(entry["text"]), tuple(entry["topics"]), entry["style"]
    return HeldoutPhrase(text, topics, style, path, entry.get("about"))
