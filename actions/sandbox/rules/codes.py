"""Promo codes: how they are compared, and when one can be redeemed."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from actions.sandbox.problems import Refusal
from actions.sandbox.rules.days import add_months
from actions.sandbox.terms import CodeRequestTerms, Effect

WRONG_TRIES = 5
WRONG_TRIES_WITHIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Code:
    """A promo code: ``code`` as it is shown, ``uses`` how often one subscriber may redeem it.

    ``valid_to`` is its last day, ``stock`` how many are left; ``None`` where there is no limit.
    """

    code: str
    effect: Effect
    uses: int
    valid_to: date | None = None
    stock: int | None = None


def normalise(code: str) -> str:
    """Write a code the one way that codes are compared in: capitals without spaces and dashes."""
    text = unicodedata.normalize("NFKC", code).upper()
    return "".join(sign for sign in text if not (sign.isspace() or _is_dash(sign)))


def _is_dash(sign: str) -> bool:
    return unicodedata.category(sign) == "Pd" or sign in "_\u2212"


def check_tries(wrong: Sequence[datetime], now: datetime) -> None:
    """Let a subscriber try a code, unless he has been wrong too often.

    Args:
        wrong: when he named codes that do not exist, oldest first.
        now: this moment.

    Raises:
        Refusal: ``too_many_tries``, with the moment ``until`` which he has to wait.
    """
    recent = [moment for moment in wrong if moment > now - WRONG_TRIES_WITHIN]
    if len(recent) >= WRONG_TRIES:
        until = recent[-WRONG_TRIES] + WRONG_TRIES_WITHIN
        raise Refusal("too_many_tries", until=until.isoformat(timespec="seconds"))


def check(code: Code, used: int, today: date) -> None:
    """Let a code be redeemed that exists.

    Args:
        code: the code.
        used: how often this subscriber has redeemed it.
        today: the day it is redeemed on.

    Raises:
        Refusal: ``expired`` (``since``: its last day), ``already_used`` or ``used_up``.
    """
    if code.valid_to is not None and today > code.valid_to:
        raise Refusal("expired", since=code.valid_to.isoformat())
    if used >= code.uses:
        raise Refusal("already_used")
    if code.stock is not None and code.stock < 1:
        raise Refusal("used_up")


def lasts_until(effect: Effect, today: date, next_charge: date | None) -> date | None:
    """Tell the last day of what a code gives: units count from today, discounts from a fee."""
    if effect.days:
        return today + timedelta(days=effect.days)
    if effect.months and next_charge:
        return add_months(next_charge, effect.months - 1)
    return None


def check_request(
    terms: CodeRequestTerms, since: date, last_request: date | None, today: date
) -> None:
    """Let a subscriber be given a code on his request.

    Args:
        terms: who is given one, and how often.
        since: the day he became a subscriber.
        last_request: when he was given one last.
        today: the day of the request.

    Raises:
        Refusal: ``too_new`` (``from_days``) or ``too_soon`` (``next``: the first day that will do).
    """
    if (today - since).days < terms.from_days:
        raise Refusal("too_new", from_days=terms.from_days)
    if last_request is not None:
        following = last_request + timedelta(days=terms.once_per_days)
        if today < following:
            raise Refusal("too_soon", next=following.isoformat())
