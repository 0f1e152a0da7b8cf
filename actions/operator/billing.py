"""Billing: balance, packages, charges, payments (TMF654 prepay balance, TMF678 customer bill)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from actions.operator.call import Caller

Unit = Literal["gb", "minutes", "sms"]
StatementKind = Literal["calls", "internet", "charges"]


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left of one unit. ``total`` is the month's package, ``rollover`` a part of ``left``."""

    unit: Unit
    left: Decimal
    total: Decimal
    rollover: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Account:
    """Money and packages at this moment. ``next_charge`` is ``None`` where there is no monthly fee."""

    msisdn: str
    balance: Decimal
    remaining: tuple[Remaining, ...]
    next_charge: date | None
    next_amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Charge:
    """One posted charge: roubles taken, on which day and for what."""

    date: date
    amount: Decimal
    title: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class TopUp:
    """A payment that reached the account, with the balance after it."""

    id: str
    amount: Decimal
    balance: Decimal


@dataclass(frozen=True, slots=True)
class PromisedOffer:
    """What promised payment this subscriber may take now; no ``options`` with a ``refusal``.

    ``refusal`` is ``too_new`` (fewer than ``min_days`` days a subscriber) or ``already_taken``.
    """

    options: tuple[Decimal, ...]
    fee: Decimal
    days: int
    refusal: Literal["too_new", "already_taken"] | None = None
    min_days: int = 0
    due: date | None = None


@dataclass(frozen=True, slots=True)
class PromisedPayment:
    """A promised payment that was given. ``due`` is the day by which it is to be paid back."""

    id: str
    amount: Decimal
    fee: Decimal
    due: date
    balance: Decimal


@dataclass(frozen=True, slots=True)
class StatementOrder:
    """An ordered statement: sent to ``email``, free of charge unless ``price`` says otherwise."""

    id: str
    kind: StatementKind
    start: date
    end: date
    email: str
    price: Decimal


class Billing(Protocol):
    """The billing system. Every change takes an idempotency ``key``."""

    async def account(self, caller: Caller, msisdn: str) -> Account:
        """Tell the balance and what is left of packages. Raises ``NotFound``, ``Unavailable``."""
        ...

    async def charges(self, caller: Caller, msisdn: str, *, days: int) -> tuple[Charge, ...]:
        """List the charges of the last ``days`` days, newest first. Raises ``NotFound``, ``Unavailable``."""
        ...

    async def top_up(self, caller: Caller, msisdn: str, amount: Decimal, *, key: str) -> TopUp:
        """Pay from the saved card. Refusals: ``too_little`` (min), ``too_much`` (max), ``no_card``."""
        ...

    async def promised_offer(self, caller: Caller, msisdn: str) -> PromisedOffer:
        """Tell which promised payment can be taken now. Raises ``NotFound``, ``Unavailable``."""
        ...

    async def take_promised(
        self, caller: Caller, msisdn: str, amount: Decimal, *, key: str
    ) -> PromisedPayment:
        """Take a promised payment. Refusals: ``too_new``, ``already_taken``, ``no_such_amount``."""
        ...

    async def order_statement(
        self,
        caller: Caller,
        msisdn: str,
        kind: StatementKind,
        start: date,
        end: date,
        *,
        email: str | None,
        key: str,
    ) -> StatementOrder:
        """Order a statement by e-mail. Refusals: ``no_email``, ``too_long`` (max_days), ``bad_period``."""
        ...
