"""Accounts: what a subscriber has, owes next, and was charged."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from actions.sandbox.clock import MOSCOW
from actions.sandbox.services.desk import Desk
from actions.sandbox.store.holdings import UNITS, Holdings, Part, Stock

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of a unit; ``total`` is the month's package."""

    unit: str
    stock: Stock
    total: Decimal


@dataclass(frozen=True, slots=True)
class NextCharge:
    """The next monthly fee, in roubles, and its day."""

    day: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Account:
    """An account at this moment; the balance is in roubles."""

    msisdn: str
    balance: Decimal
    allowances: tuple[Allowance, ...]
    next_charge: NextCharge | None


@dataclass(frozen=True, slots=True)
class Charge:
    """One posted charge, in roubles."""

    id: str
    day: date
    amount: Decimal
    title: str
    note: str | None


async def account(desk: Desk, msisdn: str) -> Account:
    """Tell what a subscriber has.

    Raises:
        NoSuch: nobody has that number.
    """
    subscriber = await desk.subscriber(msisdn)
    tariff = desk.terms.tariffs[subscriber.tariff]
    holdings = await desk.ledger.holdings(msisdn)
    return Account(
        msisdn=msisdn,
        balance=holdings.balance,
        allowances=tuple(
            Allowance(unit, holdings.stock(unit), getattr(tariff, unit)) for unit in UNITS
        ),
        next_charge=_next_charge(subscriber.next_charge, tariff.fee, holdings),
    )


def _next_charge(day: date | None, fee: Decimal, holdings: Holdings) -> NextCharge | None:
    if day is None:
        return None
    percent = 100 - holdings.discount(day)
    return NextCharge(day, (fee * percent / 100).quantize(_CENT))


async def buckets(desk: Desk, msisdn: str) -> tuple[Part, ...]:
    """List the parts of an account that can be used today, in the order they are spent.

    Raises:
        NoSuch: nobody has that number.
    """
    await desk.subscriber(msisdn)
    return (await desk.ledger.holdings(msisdn)).parts


async def charges(desk: Desk, msisdn: str, days: int) -> list[Charge]:
    """List the charges of the last days, newest first.

    Raises:
        NoSuch: nobody has that number.
    """
    await desk.subscriber(msisdn)
    entries = await desk.ledger.charges(msisdn, desk.today - timedelta(days=days))
    return [
        Charge(
            id=str(entry.id),
            day=entry.at.astimezone(MOSCOW).date(),
            amount=-entry.amount,
            title=entry.title or "",
            note=entry.note,
        )
        for entry in entries
    ]
