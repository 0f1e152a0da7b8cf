"""The bodies of the desk's requests."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bot.channels.text import Body

LONGEST = 4000


class Lease(Body):
    """By which lease somebody acts; what an older one does is refused."""

    lease: int = Field(ge=1)


class Words(Lease):
    """What somebody says; ``id`` is made by his page, so that it is said once."""

    id: str = Field(min_length=8, max_length=64, regex=r"^[\w-]+$")
    text: str = Field(min_length=1, max_length=LONGEST)


class Note(Body):
    """A note among colleagues."""

    id: str = Field(min_length=8, max_length=64, regex=r"^[\w-]+$")
    text: str = Field(min_length=1, max_length=LONGEST)


class PassOn(Lease):
    """To which queue or colleague a case goes; exactly one of them."""

    queue: str | None = Field(default=None, max_length=64)
    colleague: str | None = Field(default=None, max_length=64)


class Finish(Lease):
    """With what a case ends."""

    result: str = Field(max_length=64)


class Gift(Lease):
    """What is to be given: gigabytes, minutes, percent off the next fee, or a promo code."""

    id: str = Field(min_length=8, max_length=64, regex=r"^[\w-]+$")
    kind: Literal["gb", "minutes", "discount", "code"]
    amount: int = Field(ge=1, le=100_000)
    why: str = Field(min_length=1, max_length=300)


class Decision(Body):
    """What a supervisor decides."""

    approve: bool
