"""Follow-ups: what people say right after an answer, and what it means there."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.files import DataError, read_yaml, yaml_files

ARROW = "→"
"""Parts the title of what was answered from what was said after it."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A message that means ``topic`` when it is said right after the answer to ``about``."""

    about: str
    text: str
    topic: str
    source: Path


def load_follow_ups(folder: Path) -> tuple[FollowUp, ...]:
    """Read the follow-ups of a folder: by what was answered, by what they mean.

    Raises:
        DataError: a message stands twice after one answer.
    """
    found = tuple(said for path in yaml_files(folder) for said in _follow_ups(path))
    seen: set[tuple[str, str]] = set()
    for said in found:
        if (said.about, said.text) in seen:
            raise DataError(f"{said.source}: {said.about}: {said.text} stands twice")
        seen.add((said.about, said.text))
    return found


def said_after(title: str, text: str) -> str:
    """Return a message as it is understood after the answer to the topic with this title."""
    return f"{title} {ARROW} {text}"


def _follow_ups(path: Path) -> Iterator[FollowUp]:
    for about, by_topic in read_yaml(path).items():
        for topic, texts in by_topic.items():
            for text in texts:
                yield FollowUp(about, str(text), topic, path)
