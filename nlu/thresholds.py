"""From how sure a reading must be: chosen from costs on held-out phrases, kept in ``nlu/data``."""

from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from knowledge.files import read_yaml
from nlu.text import DATA

FILE = DATA / "thresholds.yml"

Verdict = Literal["act", "clarify", "reject"]


@cache
def _chosen() -> dict[str, float]:
    return {name: float(value) for name, value in read_yaml(FILE).items()}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """``act``: from this confidence on Mia acts; below ``understand`` she has not understood.

    ``outside`` multiplies the odds of ``out_of_scope``: phrasings are a smaller part foreign than
    what people say, and taking a foreign question for ours costs more than the other way round.
    """

    act: float = field(default_factory=lambda: _chosen()["act"])
    understand: float = field(default_factory=lambda: _chosen()["understand"])
    outside: float = field(default_factory=lambda: _chosen()["outside"])

    def verdict(self, confidence: float) -> Verdict:
        """Return what to do with a reading of this confidence."""
        if confidence >= self.act:
            return "act"
        return "clarify" if confidence >= self.understand else "reject"
