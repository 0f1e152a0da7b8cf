"""An identity: for whom a turn speaks, and how surely."""

from dataclasses import dataclass

from bot.identity.sureness import Sureness


@dataclass(frozen=True, slots=True)
class Identity:
    """A subscriber's number (``None``: nobody in particular) and the sureness of it."""

    subject: str | None = None
    sureness: Sureness = Sureness.ANONYMOUS


ANONYMOUS = Identity()
