"""What a subscriber was given so far, and giving him more."""

from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from actions.sandbox.services.desk import Desk
from actions.sandbox.store.holdings import DISCOUNT
from actions.sandbox.store.tables import Claim
from actions.sandbox.terms import Effect


async def count(desk: Desk, msisdn: str, kind: str, source: str) -> int:
    """Tell how often he was given something."""
    query = select(func.count()).where(
        Claim.msisdn == msisdn, Claim.kind == kind, Claim.source == source
    )
    return await desk.session.scalar(query) or 0


async def last_day(desk: Desk, msisdn: str, kind: str, source: str) -> date | None:
    """Tell on which day he was given something last."""
    query = select(func.max(Claim.at)).where(
        Claim.msisdn == msisdn, Claim.kind == kind, Claim.source == source
    )
    moment = await desk.session.scalar(query)
    return moment.date() if moment else None


def note(desk: Desk, msisdn: str, kind: str, source: str) -> None:
    """Write down that he was given something now."""
    desk.session.add(Claim(msisdn=msisdn, kind=kind, source=source, at=desk.now))


async def credit(
    desk: Desk, msisdn: str, kind: str, source: str, effect: Effect, until: date | None
) -> None:
    """Put what a gift or code gives into the account, and write it down."""
    note(desk, msisdn, kind, source)
    percent = Decimal(effect.fee_discount_percent)
    given = {"gb": effect.gb, "minutes": effect.minutes, DISCOUNT: percent}
    for unit, amount in given.items():
        if amount:
            await desk.ledger.give(msisdn, unit, amount, kind, source, until)
