"""A turn: what a caller was asked, and what he did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from voice_gateway.turns.heard import Mark
from voice_gateway.turns.rules import Expect
from voice_gateway.turns.wholeness import Reading

Kind = Literal["said", "keys", "person", "silent", "not_heard"]


@dataclass(frozen=True, slots=True)
class Question:
    """What the caller is asked: the kind of answer, and the phrases that name what can be chosen.

    ``secret``: the answer reaches neither journal nor reading. ``keys_only``: what is said is not
    listened to. ``parting``: nothing is asked, the call is about to go; he is waited for but briefly.
    """

    expect: Expect = "open"
    phrases: tuple[str, ...] = ()
    secret: bool = False
    keys_only: bool = False
    parting: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """What the caller did. Times are seconds on the loop's clock.

    ``voiced`` is the last voiced sound, ``ended`` the decision that the turn is over, ``recognized``
    when its words were known. ``heard`` is how much of the prompt was heard, where it was cut short.
    """

    kind: Kind
    text: str = ""
    alternatives: tuple[str, ...] = ()
    reading: Reading | None = None
    heard: Mark | None = None
    voiced: float = 0.0
    ended: float = 0.0
    recognized: float = 0.0
