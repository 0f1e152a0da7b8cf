"""The phones of the model, and how the names of eSpeak and Festival become them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from knowledge.files import read_yaml
from voice_gateway.sandbox_model.settings import HERE

SILENCE = "SIL"
_STRESS = str.maketrans("", "", "',%=|")


@dataclass(frozen=True, slots=True)
class Segment:
    """A phone, or silence, from ``start`` to ``end`` seconds; ``word`` counts from 0."""

    phone: str
    start: float
    end: float
    word: int = -1


@cache
def _table() -> dict[str, Any]:
    return dict(read_yaml(HERE / "phones.yml"))


@cache
def phones() -> tuple[str, ...]:
    """Return all phones, silence first."""
    table = _table()
    return (SILENCE, *table["vowels"], *table["consonants"])


@cache
def _known() -> frozenset[str]:
    return frozenset(phones())


def espeak_phones(name: str) -> tuple[str, ...]:
    """Return the phones that an eSpeak phoneme stands for (none: it belongs to the one before).

    Stress decides between a full and a reduced vowel and is then dropped.

    Raises:
        KeyError: eSpeak has a phoneme that ``phones.yml`` does not know.
    """
    table = _table()["espeak"]
    bare = name.translate(_STRESS)
    if bare in table["silence"]:
        return (SILENCE,)
    stressed = name.startswith("'")
    if stressed and bare in table["stressed"]:
        return (table["stressed"][bare],)
    found = table["plain"].get(bare, bare)
    made = tuple(found) if isinstance(found, list) else (found,)
    if stressed and made[-1:] == ("V",):
        made = (*made[:-1], "a")
    if unknown := [phone for phone in made if phone not in _known()]:
        raise KeyError(f"eSpeak's phoneme {name!r} is not known: {unknown}")
    return made


def softened(phone: str) -> str:
    """Return the soft twin of a consonant (eSpeak tells softness as a phoneme of its own)."""
    twin = phone + ";"
    return twin if twin in _known() else phone


def festival_phones(names: Sequence[str]) -> list[str]:
    """Return the phones of Festival's segments, one for one."""
    return list(_from_festival(names))


def _from_festival(names: Sequence[str]) -> Iterator[str]:
    table = _table()["festival"]
    hard = set(table["hard_sibilants"])
    previous = ""
    for name in names:
        if name in table["silence"]:
            yield SILENCE
        elif name in table["consonants"]:
            yield table["consonants"][name]
        elif previous in hard and name in table["after_hard_sibilant"]:
            yield table["after_hard_sibilant"][name]
        elif _soft(previous) and name in table["o_after_soft"]:
            yield table["o_after_soft"][name]
        elif not _soft(previous) and name in table["e_after_hard"]:
            yield table["e_after_hard"][name]
        else:
            yield table["vowels"][name]
        previous = name


def _soft(name: str) -> bool:
    made = str(_table()["festival"]["consonants"].get(name, ""))
    return made.endswith(";") or made == "j"
