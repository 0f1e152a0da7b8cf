"""Which statements can be ordered."""

from datetime import date

from actions.sandbox.problems import Refusal
from actions.sandbox.terms import StatementTerms


def check(terms: StatementTerms, start: date, end: date, email: str | None, today: date) -> str:
    """Let a statement be ordered.

    Args:
        terms: the terms.
        start: its first day.
        end: its last day.
        email: where it is to go, where that is known.
        today: the day of the order.

    Returns:
        The address it goes to.

    Raises:
        Refusal: ``bad_period``, ``too_long`` (``max_days``) or ``no_email``.
    """
    if end < start or end > today:
        raise Refusal("bad_period")
    if (end - start).days + 1 > terms.max_days:
        raise Refusal("too_long", max_days=terms.max_days)
    if email is None or not _looks_like_email(email):
        raise Refusal("no_email")
    return email


def _looks_like_email(text: str) -> bool:
    name, _, host = text.partition("@")
    return bool(name) and "." in host.strip(".") and not any(sign.isspace() for sign in text)
