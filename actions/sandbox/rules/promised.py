"""Promised payments: who may take one now."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from actions.sandbox.problems import Refusal
from actions.sandbox.terms import PromisedTerms


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be taken now; without ``options`` there is a ``refusal``."""

    options: tuple[Decimal, ...]
    refusal: Literal["too_new", "already_taken"] | None = None
    due: date | None = None


def offer(terms: PromisedTerms, since: date, open_until: date | None, today: date) -> Offer:
    """Tell what a subscriber may take.

    Args:
        terms: the terms.
        since: the day he became a subscriber.
        open_until: the day by which he has to pay back what he took before.
        today: this day.
    """
    if open_until is not None:
        return Offer((), "already_taken", open_until)
    if (today - since).days < terms.min_days:
        return Offer((), "too_new")
    return Offer(terms.options)


def check(terms: PromisedTerms, offered: Offer, amount: Decimal) -> None:
    """Let a promised payment be taken.

    Args:
        terms: the terms.
        offered: what he may take.
        amount: roubles.

    Raises:
        Refusal: ``too_new`` (``min_days``), ``already_taken`` (``due``) or ``no_such_amount``
            (``options``).
    """
    if offered.refusal == "too_new":
        raise Refusal("too_new", min_days=terms.min_days)
    if offered.due is not None:
        raise Refusal("already_taken", due=offered.due.isoformat())
    if amount not in offered.options:
        raise Refusal("no_such_amount", options=[str(option) for option in offered.options])
