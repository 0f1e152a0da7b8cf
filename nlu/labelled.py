"""Texts with their intents, from CSV."""

import csv
from dataclasses import dataclass
from pathlib import Path

from knowledge.files import DataError


@dataclass(frozen=True, slots=True)
class Labelled:
    """Texts and the intent of each."""

    texts: list[str]
    intents: list[str]


def read_labelled(path: Path) -> Labelled:
    """Read a CSV file with the columns ``text`` and ``intent``.

    Raises:
        DataError: there is no such file, or it has no such columns, or no rows.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = [(row["text"], row["intent"]) for row in csv.DictReader(file)]
    except FileNotFoundError:
        raise DataError(f"{path}: no such file") from None
    except KeyError as error:
        raise DataError(f"{path}: there is no column {error}") from error
    if not rows:
        raise DataError(f"{path}: no rows")
    return Labelled([text for text, _ in rows], [intent for _, intent in rows])
