"""The text of a message before it is analysed: slips of keyboard and hand put right.

Every step before tokens keeps the length, so that offsets stay those of what the person wrote.
"""

import re
from functools import cache, lru_cache

from knowledge.files import ROOT, read_yaml
from knowledge.lemmas import fold, is_known
from nlu.slips import slips

DATA = ROOT / "nlu" / "data"

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_CHUNK = re.compile(r"\S+")
_RUN = re.compile(r"(.)\1{2,}")
_LATIN_ONLY = re.compile(r"[a-z\[\];',.`]*[a-z][a-z\[\];',.`]*[?!]*")


@cache
def _layout_table() -> dict[int, int]:
    keys = read_yaml(DATA / "layout.yml")
    return str.maketrans(keys["latin"], keys["cyrillic"])


@cache
def spellings() -> dict[str, str]:
    """Return the chat spellings and what they stand for."""
    return {fold(str(k)): fold(str(v)) for k, v in read_yaml(DATA / "spellings.yml").items()}


def fold_text(text: str) -> str:
    """Return the text in lower case, «е» for «ё», no control characters, layout slips mended.

    The result has the same length as the argument: «rfrjq ,fkfyc» becomes «какой баланс».
    """
    plain = _CONTROL.sub(" ", text)
    folded = "".join(_lower(ch) for ch in plain)
    return _CHUNK.sub(lambda match: _layout(match.group()), folded)


def _lower(ch: str) -> str:
    low = ch.lower()
    return "е" if low == "ё" else low if len(low) == 1 else ch


@lru_cache(maxsize=16_384)
def _layout(chunk: str) -> str:
    """Return a chunk typed in the Latin layout by mistake as the Cyrillic word that was meant."""
    if not _LATIN_ONLY.fullmatch(chunk) or chunk in spellings():
        return chunk
    core = chunk.rstrip("?!")
    meant = core.translate(_layout_table())
    tail = chunk[len(core) :]
    for kept in (0, 1) if core[-1] in ",." else (0,):  # a final comma or stop may be just that
        word = meant[: len(meant) - kept] if kept else meant
        if len(word) > 1 and (is_known(word) or fold(word) in spellings()):
            return fold(word) + core[len(word) :] + tail
    return chunk


@lru_cache(maxsize=65_536)
def word_form(token: str) -> str:
    """Return the usual form of a folded token: repeated letters, chat spelling, slips of the pen mended."""
    if token in spellings():
        return spellings()[token]
    if not token[:1].isalpha():
        return token
    squeezed = _RUN.sub(r"\1\1", token)
    if squeezed != token and not is_known(squeezed):
        squeezed = _RUN.sub(r"\1", token)
    return spellings().get(squeezed) or slips().meant(squeezed)
