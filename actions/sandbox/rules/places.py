"""Places: whether words name one."""

from collections.abc import Iterable

from knowledge.lemmas import lemma


def names_place(said: str, names: Iterable[str]) -> bool:
    """Tell whether a text names a place by one of its names, in any case of its words."""
    heard = _lemmas(said)
    return any(
        words and any(heard[at : at + len(words)] == words for at in range(len(heard)))
        for words in map(_lemmas, names)
    )


def _lemmas(text: str) -> list[str]:
    letters = "".join(ch if ch.isalnum() else " " for ch in text)
    return [lemma(word) for word in letters.split()]
