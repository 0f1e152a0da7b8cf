"""A chain of hashes: each entry's holds the one before, so that none can be changed unseen."""

import hashlib
import json
from collections.abc import Iterable, Mapping

BEGINNING = "0" * 64


def link(previous: str, entry: Mapping[str, object]) -> str:
    """Return the SHA-256 of an entry with the hash before it; keys in order, texts as UTF-8."""
    text = json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def first_broken(entries: Iterable[tuple[Mapping[str, object], str, str]]) -> int | None:
    """Return the place (from 0) of the first entry that does not fit, ``None`` where all do.

    Args:
        entries: each with the hash that it names as the one before, and its own.
    """
    last = BEGINNING
    for place, (entry, previous, own) in enumerate(entries):
        if previous != last or link(previous, entry) != own:
            return place
        last = own
    return None
