"""Statements, ordered by e-mail."""

import uuid
from datetime import date

from actions.sandbox.rules import statements
from actions.sandbox.services.desk import Desk
from actions.sandbox.store.tables import Statement
from actions.sandbox.words import say


async def order(
    desk: Desk, msisdn: str, kind: str, start: date, end: date, email: str | None
) -> Statement:
    """Order a statement to the address given, or to the one on file.

    Raises:
        NoSuch: nobody has that number.
        Refusal: ``bad_period``, ``too_long`` (``max_days``) or ``no_email``.
    """
    subscriber, terms = await desk.subscriber(msisdn), desk.terms.statement
    address = statements.check(terms, start, end, email or subscriber.email, desk.today)
    ordered = Statement(
        id=uuid.uuid4().hex,
        msisdn=msisdn,
        kind=kind,
        start=start,
        end=end,
        email=address,
        price=terms.price,
        at=desk.now,
    )
    desk.session.add(ordered)
    if terms.price:
        desk.ledger.pay(msisdn, -terms.price, "statement", say("statement"))
    return ordered
