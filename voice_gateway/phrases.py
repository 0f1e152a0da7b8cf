"""The gateway's own phrases, read from ``phrases.yml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.files import read_yaml
from voice_gateway.turns.ladders import Rung, Trouble
from voice_gateway.turns.rules import Command

FILE = Path(__file__).resolve().parent / "phrases.yml"


@dataclass(frozen=True, slots=True)
class Phrases:
    """Each is named for when it is said."""

    notice: str
    fillers: Sequence[str]
    greeting_fillers: Sequence[str]
    trouble: str
    trouble_closed: str
    spoken_over: Sequence[str]
    yes_or_no: str
    listening: str
    unanswered: str
    nothing_said: str
    commands: Mapping[Command, str]
    ladders: Mapping[Trouble, Sequence[Rung]]

    def fixed(self) -> tuple[str, ...]:
        """Return what is worth rendering ahead."""
        rungs = [
            text
            for ladder in self.ladders.values()
            for rung in ladder
            for text in (*rung.phrases, *rung.asked)
        ]
        return (
            *(
                self.notice,
                self.trouble,
                self.trouble_closed,
                self.listening,
                self.unanswered,
                self.nothing_said,
            ),
            *(way.format(question=self.yes_or_no) for way in self.spoken_over),
            *self.fillers,
            *self.greeting_fillers,
            *self.commands.values(),
            *filter(None, rungs),
        )


@cache
def phrases() -> Phrases:
    """Return the phrases.

    Raises:
        DataError: the file cannot be read.
    """
    raw = read_yaml(FILE)
    ladders = {
        name: tuple(Rung(**rung) for rung in rungs) for name, rungs in raw.pop("ladders").items()
    }
    return Phrases(**raw, ladders=ladders)
