"""The words of Russian that rendering needs, as ``language.yml`` states them."""

from functools import cache
from typing import Any

from knowledge.files import KNOWLEDGE, read_yaml


@cache
def language() -> dict[str, Any]:
    """Return the words of ``language.yml``."""
    return dict(read_yaml(KNOWLEDGE / "language.yml"))
