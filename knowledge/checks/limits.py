"""The limits that the data is measured by, as ``limits.yml`` states them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.corpus import Topic
from knowledge.files import KNOWLEDGE, DataError, read_yaml


@dataclass(frozen=True, slots=True)
class Limits:
    """Shares are 0–1, lengths are characters, the rest are numbers of texts or words."""

    fewest: dict[str, int]  # phrasings, by kind of topic
    fewest_of: dict[str, int]  # phrasings, of single topics
    near: float
    near_talk_words: int
    free_of_question: float
    heldout_share: float
    heldout_apart: tuple[str, ...]  # names of sets
    eye: int
    ear: int

    @classmethod
    def load(cls, path: Path = KNOWLEDGE / "limits.yml") -> "Limits":
        """Read the limits.

        Raises:
            DataError: the file lacks one of them.
        """
        raw: dict[str, Any] = read_yaml(path)
        try:
            fewest = dict(raw["phrasings"])
            return cls(
                fewest_of=fewest.pop("topics"),
                fewest=fewest,
                near=raw["near"]["share"],
                near_talk_words=raw["near"]["talk_words"],
                free_of_question=raw["free_of_question"],
                heldout_share=raw["heldout_share"],
                heldout_apart=tuple(raw["heldout_apart"]),
                eye=raw["characters"]["eye"],
                ear=raw["characters"]["ear"],
            )
        except (KeyError, TypeError) as error:
            raise DataError(f"{path}: {error} is missing") from error

    def fewest_phrasings(self, topic: Topic) -> int:
        """Return how many phrasings a topic needs at least."""
        return self.fewest_of.get(topic.id, self.fewest[topic.kind])
