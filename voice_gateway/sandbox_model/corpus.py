"""What people say to Mia and what she answers, as spoken words: the text that the build learns from."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.corpus import corpus
from knowledge.files import KNOWLEDGE, ROOT, read_yaml, yaml_files
from voice_gateway.sandbox_model import spoken

_DATA = ROOT / "nlu" / "data"


@cache
def phrasings() -> tuple[tuple[str, ...], ...]:
    """Return every training phrasing, follow-up and title; «ё» where it was written."""
    found: list[tuple[str, ...]] = []
    for topic in corpus().topics():
        for text in (topic.title, *(phrasing.text for phrasing in topic.phrasings)):
            found.append(tuple(spoken.words(text)))
    found += [tuple(spoken.words(after.text)) for after in corpus().follow_ups]
    return tuple(said for said in found if said)


@cache
def answers() -> tuple[tuple[str, ...], ...]:
    """Return the stretches between pauses of all answers and phrases of Mia."""
    texts = [article.eye for article in corpus().articles]
    texts += [article.ear for article in corpus().articles]
    for path in yaml_files(KNOWLEDGE / "phrases"):
        texts += _strings(read_yaml(path))
    return tuple(tuple(said) for text in texts for said in spoken.sentences(text))


@cache
def names() -> frozenset[str]:
    """Return the words of the catalogue and of the names that understanding knows."""
    files: list[Path] = [*yaml_files(KNOWLEDGE / "catalogue")]
    files += [
        _DATA / f"{name}.yml" for name in ("names", "countries", "dates", "numerals", "units")
    ]
    texts = [text for path in files for text in _strings(read_yaml(path))]
    return frozenset(word for text in texts for word in spoken.words(text) if word.isalpha())


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if isinstance(key, str) and not key.isascii():
                yield key
            yield from _strings(item)
