"""Goodwill: what the operator's people give a subscriber (TMF671 promotion)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from actions.operator.call import Caller

GoodwillKind = Literal["gb", "minutes", "discount", "code"]


@dataclass(frozen=True, slots=True)
class Goodwill:
    """What is to be given to whom, by whom and why.

    ``amount`` is in gigabytes, minutes or percent of the next fee; 1 for a promo code. ``agent`` is
    the login of who gives, ``approver`` of the supervisor who approved, ``about`` the conversation.
    """

    msisdn: str
    kind: GoodwillKind
    amount: Decimal
    why: str
    agent: str
    about: str
    approver: str | None = None


@dataclass(frozen=True, slots=True)
class GoodwillGiven:
    """What was given; it can be used until ``until``. ``code`` went to the subscriber by SMS too."""

    id: str
    kind: GoodwillKind
    amount: Decimal
    until: date | None
    code: str | None = None


class GoodwillGifts(Protocol):
    """The gift system, as the staff may use it.

    Refusals of ``give``: ``needs_approval`` (more than an agent may, or oftener), ``too_much`` (more
    than a supervisor may), ``no_charge`` (there is no fee that a discount could lessen).
    """

    async def give(self, caller: Caller, goodwill: Goodwill, *, key: str) -> GoodwillGiven:
        """Give it, and write down who gave what and why. Raises ``Refused``, ``OutcomeUnknown``."""
        ...
