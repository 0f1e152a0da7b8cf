"""What the loyalty programme offers, by how long one has been a subscriber."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from actions.sandbox.terms import LoyaltyTerms


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer and the day from which it is his."""

    terms: LoyaltyTerms
    available_from: date
    available: bool


def offers(programme: Iterable[LoyaltyTerms], since: date, today: date) -> tuple[Offer, ...]:
    """List the offers to a subscriber of that day, those he has first."""
    listed = [_offer(terms, since, today) for terms in programme]
    return tuple(sorted(listed, key=lambda offer: (not offer.available, offer.available_from)))


def _offer(terms: LoyaltyTerms, since: date, today: date) -> Offer:
    day = since + timedelta(days=terms.from_days)
    return Offer(terms, day, day <= today)
