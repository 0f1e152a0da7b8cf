"""What subscribers read of the demo operator, from ``words.yml``."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from knowledge.files import read_yaml


@cache
def _words() -> Mapping[str, str]:
    words: Mapping[str, str] = read_yaml(Path(__file__).with_name("words.yml"))
    return words


def say(name: str, /, **values: str) -> str:
    """Return a text with its values filled in.

    Raises:
        KeyError: there is no such text, or a value of it is missing.
    """
    return _words()[name].format(**values)
