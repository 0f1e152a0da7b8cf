"""Payments: from the saved card, and promised ones."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func, select

from actions.sandbox.clock import midnight
from actions.sandbox.problems import Refusal
from actions.sandbox.rules import promised
from actions.sandbox.services.desk import Desk
from actions.sandbox.store.tables import PromisedPayment
from actions.sandbox.words import say


@dataclass(frozen=True, slots=True)
class TopUp:
    """A payment in roubles, and the balance after it."""

    id: str
    amount: Decimal
    balance: Decimal


@dataclass(frozen=True, slots=True)
class Promised:
    """A promised payment in roubles, the last day to pay it back, and the balance after it."""

    id: str
    amount: Decimal
    fee: Decimal
    due: date
    balance: Decimal


async def top_up(desk: Desk, msisdn: str, amount: Decimal) -> TopUp:
    """Pay from the saved card.

    Raises:
        NoSuch: nobody has that number.
        Refusal: ``too_little`` (``min``), ``too_much`` (``max``) or ``no_card``.
    """
    subscriber, terms = await desk.subscriber(msisdn), desk.terms.top_up
    if not subscriber.has_card:
        raise Refusal("no_card")
    if amount < terms.least:
        raise Refusal("too_little", min=str(terms.least))
    if amount > terms.most:
        raise Refusal("too_much", max=str(terms.most))
    desk.ledger.pay(msisdn, amount, "top_up", say("top_up"))
    return TopUp(uuid.uuid4().hex, amount, (await desk.ledger.holdings(msisdn)).balance)


async def promised_offer(desk: Desk, msisdn: str) -> promised.Offer:
    """Tell which promised payment can be taken now.

    Raises:
        NoSuch: nobody has that number.
    """
    subscriber = await desk.subscriber(msisdn)
    last_due = select(func.max(PromisedPayment.due)).where(
        PromisedPayment.msisdn == msisdn, PromisedPayment.due >= desk.today
    )
    open_until = await desk.session.scalar(last_due)
    return promised.offer(desk.terms.promised, subscriber.since, open_until, desk.today)


async def take_promised(desk: Desk, msisdn: str, amount: Decimal) -> Promised:
    """Put a promised payment into the account, less its fee; it goes back when its days are over.

    Raises:
        NoSuch: nobody has that number.
        Refusal: ``too_new`` (``min_days``), ``already_taken`` (``due``) or ``no_such_amount``
            (``options``).
    """
    terms = desk.terms.promised
    promised.check(terms, await promised_offer(desk, msisdn), amount)
    due = desk.today + timedelta(days=terms.days)
    taken = PromisedPayment(
        id=uuid.uuid4().hex, msisdn=msisdn, amount=amount, fee=terms.fee, due=due, at=desk.now
    )
    desk.session.add(taken)
    ledger, back_at = desk.ledger, midnight(due + timedelta(days=1))
    ledger.pay(msisdn, amount, "promised", say("promised"))
    ledger.pay(msisdn, -terms.fee, "promised_fee", say("promised_fee"))
    ledger.pay(msisdn, -amount, "promised_back", say("promised_back"), counts_from=back_at)
    return Promised(taken.id, amount, terms.fee, due, (await ledger.holdings(msisdn)).balance)
