"""Gifts: those due to a subscriber, and those he gives to others (TMF671 promotion)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from actions.operator.call import Caller

GiftItem = Literal["gb", "minutes", "money", "card_coffee", "card_film"]


@dataclass(frozen=True, slots=True)
class GiftDue:
    """A gift of the operator's and whether it can be claimed today.

    ``refusal`` is ``None`` when it can, else ``not_due`` (with ``opens``, the first day it can be
    claimed), ``already_claimed``, or ``internet_not_configured``. ``closes`` is the last day.
    """

    id: str
    name: str
    gb: Decimal
    minutes: int
    days: int
    refusal: Literal["not_due", "already_claimed", "internet_not_configured"] | None = None
    opens: date | None = None
    closes: date | None = None


@dataclass(frozen=True, slots=True)
class GiftClaimed:
    """A gift that was credited; it can be used until ``until``."""

    id: str
    name: str
    gb: Decimal
    minutes: int
    until: date


@dataclass(frozen=True, slots=True)
class Present:
    """What a subscriber wants to give to somebody: gigabytes, minutes, roubles, or 1 card."""

    giver: str
    recipient: str
    item: GiftItem
    amount: Decimal


@dataclass(frozen=True, slots=True)
class GiftQuote:
    """What a gift to somebody would cost the giver.

    For gigabytes and minutes it is taken from the package (``left_after`` remains), for money and
    cards ``price`` roubles are taken from the balance (``balance_after`` remains).
    """

    recipient: str
    item: GiftItem
    amount: Decimal
    own_network: bool
    price: Decimal
    left_after: Decimal | None
    balance_after: Decimal
    name: str | None = None


@dataclass(frozen=True, slots=True)
class GiftSent:
    """A gift that was given. ``code`` of a card goes to the recipient by SMS, never to the giver."""

    id: str
    recipient: str
    item: GiftItem
    amount: Decimal
    balance: Decimal
    left: Decimal | None
    name: str | None = None


class Gifts(Protocol):
    """The gift system.

    Refusals of ``quote`` and ``send``: ``to_oneself``, ``not_enough`` (available), ``too_little``
    (min), ``too_much`` (max), ``other_operator`` (only cards can go there). A card can be given to
    a number of any operator.
    """

    async def due(self, caller: Caller, msisdn: str) -> tuple[GiftDue, ...]:
        """List the gifts with whether each can be claimed. Raises ``NotFound``, ``Unavailable``."""
        ...

    async def claim(self, caller: Caller, msisdn: str, gift_id: str, *, key: str) -> GiftClaimed:
        """Credit a gift. Refusals: ``not_due``, ``already_claimed``, ``internet_not_configured``."""
        ...

    async def quote(self, caller: Caller, present: Present) -> GiftQuote:
        """Tell what a gift would cost. Raises ``Refused``, ``Unavailable``."""
        ...

    async def send(self, caller: Caller, present: Present, *, key: str) -> GiftSent:
        """Give a gift to somebody. Raises ``Refused``, ``Unavailable``, ``OutcomeUnknown``."""
        ...
