"""Billing: TMF654 prepay balance and TMF678 customer bill."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import JSONResponse

from actions.sandbox.rules.promised import Offer
from actions.sandbox.services import accounts, payments, statements
from actions.sandbox.services.accounts import Account, Allowance, Charge
from actions.sandbox.services.desk import Desk
from actions.sandbox.store.holdings import Part
from actions.sandbox.store.tables import Statement
from actions.sandbox.terms import PromisedTerms
from actions.sandbox.web.bodies import Payment, StatementOrder
from actions.sandbox.web.listing import AskedPage
from actions.sandbox.web.requests import AskedChange, TheOffice, Whoever, require
from actions.sandbox.web.routing import MsisdnInPath, MsisdnInQuery, router
from actions.sandbox.web.shapes import USAGE, Document, day, money, quantity, resource

balance = router("billing", "prepayBalanceManagement")
bill = router("billing", "customerBillManagement")


@balance.get("/accumulatedBalance/{msisdn}")
async def read_balance(msisdn: MsisdnInPath, whoever: Whoever, office: TheOffice) -> Document:
    """Balance, what is left of packages, the next fee."""
    require(whoever, msisdn)
    async with office.reading() as desk:
        return _account(await accounts.account(desk, msisdn))


@balance.get("/bucket")
async def list_buckets(
    msisdn: MsisdnInQuery, whoever: Whoever, office: TheOffice, page: AskedPage
) -> JSONResponse:
    """The parts of an account with their ends."""
    require(whoever, msisdn)
    async with office.reading() as desk:
        return page.of(_bucket(part) for part in await accounts.buckets(desk, msisdn))


@balance.post("/topupBalance", status_code=201)
async def top_up(body: Payment, asked: AskedChange, office: TheOffice) -> Document:
    """Payment from the saved card."""
    msisdn = body.relatedParty.id
    require(asked.requester, msisdn)

    async def work(desk: Desk) -> Document:
        paid = await payments.top_up(desk, msisdn, body.amount.amount)
        return resource(
            f"{balance.prefix}/topupBalance",
            paid.id,
            "TopupBalance",
            status="completed",
            amount=quantity(paid.amount),
            balance=quantity(paid.balance),
        )

    return await office.change(asked.change("top_up", msisdn), work)


@balance.get("/promisedPaymentOffer")
async def read_promised_offer(
    msisdn: MsisdnInQuery, whoever: Whoever, office: TheOffice
) -> Document:
    """Which promised payment can be taken now."""
    require(whoever, msisdn)
    async with office.reading() as desk:
        return _promised_offer(
            desk.terms.promised, await payments.promised_offer(desk, msisdn), msisdn
        )


@balance.post("/promisedPayment", status_code=201)
async def take_promised(body: Payment, asked: AskedChange, office: TheOffice) -> Document:
    """A promised payment."""
    msisdn = body.relatedParty.id
    require(asked.requester, msisdn)

    async def work(desk: Desk) -> Document:
        taken = await payments.take_promised(desk, msisdn, body.amount.amount)
        return resource(
            f"{balance.prefix}/promisedPayment",
            taken.id,
            "PromisedPayment",
            amount=quantity(taken.amount),
            fee=quantity(taken.fee),
            due=day(taken.due),
            balance=quantity(taken.balance),
        )

    return await office.change(asked.change("take_promised", msisdn), work)


@bill.get("/appliedCustomerBillingRate")
async def list_charges(
    msisdn: MsisdnInQuery,
    whoever: Whoever,
    office: TheOffice,
    page: AskedPage,
    days: Annotated[int, Query(ge=0, le=3660)] = 30,
) -> JSONResponse:
    """Charges of the last days, newest first."""
    require(whoever, msisdn)
    async with office.reading() as desk:
        return page.of(_charge(charge) for charge in await accounts.charges(desk, msisdn, days))


@bill.post("/customerBillOnDemand", status_code=201)
async def order_statement(body: StatementOrder, asked: AskedChange, office: TheOffice) -> Document:
    """A statement by e-mail."""
    msisdn, period = body.relatedParty.id, body.period
    require(asked.requester, msisdn)

    async def work(desk: Desk) -> Document:
        return _statement(
            await statements.order(
                desk, msisdn, body.kind, period.startDate, period.endDate, body.email
            )
        )

    return await office.change(asked.change("order_statement", msisdn), work)


def _account(account: Account) -> Document:
    following = account.next_charge
    return resource(
        f"{balance.prefix}/accumulatedBalance",
        account.msisdn,
        "AccumulatedBalance",
        totalBalance=quantity(account.balance),
        allowance=[_allowance(allowance) for allowance in account.allowances],
        nextCharge=following and {"date": day(following.day), "amount": quantity(following.amount)},
    )


def _allowance(allowance: Allowance) -> Document:
    unit, stock = allowance.unit, allowance.stock
    return {
        "@type": "Allowance",
        "usageType": USAGE[unit][0],
        "remainingValue": quantity(stock.left, unit),
        "totalValue": quantity(allowance.total, unit),
        "rolloverValue": quantity(stock.rollover, unit),
    }


def _bucket(part: Part) -> Document:
    return resource(
        f"{balance.prefix}/bucket",
        part.bucket,
        "Bucket",
        name=part.kind,
        description=part.source,
        usageType=USAGE[part.unit][0],
        remainingValue=quantity(part.left, part.unit),
        validFor={"endDate": day(part.valid_to)},
    )


def _promised_offer(terms: PromisedTerms, offer: Offer, msisdn: str) -> Document:
    return resource(
        f"{balance.prefix}/promisedPaymentOffer",
        msisdn,
        "PromisedPaymentOffer",
        option=[quantity(option) for option in offer.options],
        fee=quantity(terms.fee),
        days=terms.days,
        minDays=terms.min_days,
        refusal=offer.refusal,
        due=day(offer.due),
    )


def _charge(charge: Charge) -> Document:
    return resource(
        f"{bill.prefix}/appliedCustomerBillingRate",
        charge.id,
        "AppliedCustomerBillingRate",
        date=day(charge.day),
        name=charge.title,
        description=charge.note,
        taxIncludedAmount=money(charge.amount),
    )


def _statement(statement: Statement) -> Document:
    return resource(
        f"{bill.prefix}/customerBillOnDemand",
        statement.id,
        "CustomerBillOnDemand",
        state="acknowledged",
        kind=statement.kind,
        period={"startDate": day(statement.start), "endDate": day(statement.end)},
        email=statement.email,
        price=money(statement.price),
    )
