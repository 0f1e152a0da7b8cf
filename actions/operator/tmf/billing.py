"""Billing over TMF654 (prepay balance) and TMF678 (customer bill)."""

from datetime import date
from decimal import Decimal
from typing import Any

from actions.operator.billing import (
    Account,
    Charge,
    PromisedOffer,
    PromisedPayment,
    Remaining,
    StatementKind,
    StatementOrder,
    TopUp,
    Unit,
)
from actions.operator.call import Caller
from actions.operator.tmf.shapes import amount_of, day, day_or_none, party, quantity
from actions.operator.tmf.transport import System

_BALANCE = "/tmf-api/prepayBalanceManagement/v4"
_BILL = "/tmf-api/customerBillManagement/v4"

_UNITS: dict[str, Unit] = {"data": "gb", "voice": "minutes", "sms": "sms"}


class TmfBilling:
    """The billing system over HTTP."""

    def __init__(self, system: System) -> None:
        self._system = system

    async def account(self, caller: Caller, msisdn: str) -> Account:
        """See ``Billing.account``."""
        return await self._system.read(caller, f"{_BALANCE}/accumulatedBalance/{msisdn}", _account)

    async def charges(self, caller: Caller, msisdn: str, *, days: int) -> tuple[Charge, ...]:
        """See ``Billing.charges``."""
        return await self._system.read(
            caller,
            f"{_BILL}/appliedCustomerBillingRate",
            lambda rates: tuple(_charge(rate) for rate in rates),
            {"relatedParty.id": msisdn, "days": str(days)},
        )

    async def top_up(self, caller: Caller, msisdn: str, amount: Decimal, *, key: str) -> TopUp:
        """See ``Billing.top_up``."""
        body = {
            "relatedParty": party(msisdn),
            "amount": quantity(amount),
            "paymentMethod": {"@type": "savedCard"},
        }
        return await self._system.change(
            caller, "POST", f"{_BALANCE}/topupBalance", body, _top_up, key=key
        )

    async def promised_offer(self, caller: Caller, msisdn: str) -> PromisedOffer:
        """See ``Billing.promised_offer``."""
        return await self._system.read(
            caller,
            f"{_BALANCE}/promisedPaymentOffer",
            _promised_offer,
            {"relatedParty.id": msisdn},
        )

    async def take_promised(
        self, caller: Caller, msisdn: str, amount: Decimal, *, key: str
    ) -> PromisedPayment:
        """See ``Billing.take_promised``."""
        body = {"relatedParty": party(msisdn), "amount": quantity(amount)}
        return await self._system.change(
            caller, "POST", f"{_BALANCE}/promisedPayment", body, _promised_payment, key=key
        )

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
        """See ``Billing.order_statement``."""
        body = {
            "relatedParty": party(msisdn),
            "kind": kind,
            "period": {"startDate": start.isoformat(), "endDate": end.isoformat()},
            "email": email,
        }
        return await self._system.change(
            caller, "POST", f"{_BILL}/customerBillOnDemand", body, _statement_order, key=key
        )


def _account(document: Any) -> Account:
    following = document["nextCharge"]
    return Account(
        msisdn=document["id"],
        balance=amount_of(document["totalBalance"]),
        remaining=tuple(_remaining(allowance) for allowance in document["allowance"]),
        next_charge=day(following, "date") if following else None,
        next_amount=amount_of(following["amount"]) if following else None,
    )


def _remaining(allowance: Any) -> Remaining:
    return Remaining(
        unit=_UNITS[allowance["usageType"]],
        left=amount_of(allowance["remainingValue"]),
        total=amount_of(allowance["totalValue"]),
        rollover=amount_of(allowance["rolloverValue"]),
    )


def _charge(rate: Any) -> Charge:
    return Charge(
        date=day(rate, "date"),
        amount=amount_of(rate["taxIncludedAmount"]),
        title=rate["name"],
        note=rate["description"],
    )


def _top_up(document: Any) -> TopUp:
    return TopUp(
        id=document["id"],
        amount=amount_of(document["amount"]),
        balance=amount_of(document["balance"]),
    )


def _promised_offer(document: Any) -> PromisedOffer:
    return PromisedOffer(
        options=tuple(amount_of(option) for option in document["option"]),
        fee=amount_of(document["fee"]),
        days=document["days"],
        refusal=document["refusal"],
        min_days=document["minDays"],
        due=day_or_none(document, "due"),
    )


def _promised_payment(document: Any) -> PromisedPayment:
    return PromisedPayment(
        id=document["id"],
        amount=amount_of(document["amount"]),
        fee=amount_of(document["fee"]),
        due=day(document, "due"),
        balance=amount_of(document["balance"]),
    )


def _statement_order(document: Any) -> StatementOrder:
    return StatementOrder(
        id=document["id"],
        kind=document["kind"],
        start=day(document["period"], "startDate"),
        end=day(document["period"], "endDate"),
        email=document["email"],
        price=amount_of(document["price"]),
    )
