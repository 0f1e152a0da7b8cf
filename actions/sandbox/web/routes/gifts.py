"""Gifts: TMF671 promotion."""

from datetime import date
from typing import Literal

from fastapi.responses import JSONResponse

from actions.sandbox.rules import presents as rules
from actions.sandbox.rules.presents import Quote
from actions.sandbox.services import gifts, presents
from actions.sandbox.services.desk import Desk
from actions.sandbox.services.gifts import Gift
from actions.sandbox.terms import GiftTerms
from actions.sandbox.web.bodies import GiftClaim, Present
from actions.sandbox.web.listing import AskedPage
from actions.sandbox.web.requests import AskedChange, TheOffice, Whoever, require
from actions.sandbox.web.routing import MsisdnInQuery, router
from actions.sandbox.web.shapes import Document, day, effect, money, plain, resource

routes = router("gifts", "promotionManagement")


@routes.get("/promotion")
async def list_gifts(
    msisdn: MsisdnInQuery,
    whoever: Whoever,
    office: TheOffice,
    page: AskedPage,
    category: Literal["gift"] = "gift",
) -> JSONResponse:
    """The operator's gifts, and whether each can be claimed."""
    require(whoever, msisdn)
    async with office.reading() as desk:
        return page.of(_gift(gift, category) for gift in await gifts.due(desk, msisdn))


@routes.post("/giftClaim", status_code=201)
async def claim_gift(body: GiftClaim, asked: AskedChange, office: TheOffice) -> Document:
    """A gift that is due."""
    msisdn = body.relatedParty.id
    require(asked.requester, msisdn)

    async def work(desk: Desk) -> Document:
        return _claim(asked.key, *await gifts.claim(desk, msisdn, body.promotion.id))

    return await office.change(asked.change("claim_gift", msisdn), work)


@routes.post("/giftQuote")
async def quote_present(body: Present, whoever: Whoever, office: TheOffice) -> Document:
    """What a present would cost."""
    require(whoever, body.relatedParty.id)
    async with office.reading() as desk:
        return _quote(await presents.quote(desk, _present(body)))


@routes.post("/giftOrder", status_code=201)
async def send_present(body: Present, asked: AskedChange, office: TheOffice) -> Document:
    """A present to somebody."""
    msisdn = body.relatedParty.id
    require(asked.requester, msisdn)

    async def work(desk: Desk) -> Document:
        identity, quote = await presents.send(desk, _present(body))
        return resource(f"{routes.prefix}/giftOrder", identity, "GiftOrder", **_quote(quote))

    return await office.change(asked.change("send_gift", msisdn), work)


def _present(body: Present) -> rules.Present:
    return rules.Present(body.relatedParty.id, body.recipient, body.item, body.amount)


def _gift(gift: Gift, category: str) -> Document:
    return resource(
        f"{routes.prefix}/promotion",
        gift.terms.id,
        "Promotion",
        name=gift.terms.name,
        category=category,
        effect=effect(gift.terms.effect),
        refusal=gift.due.refusal,
        validFor={"startDate": day(gift.due.opens), "endDate": day(gift.due.closes)},
    )


def _claim(identity: str, gift: GiftTerms, until: date) -> Document:
    return resource(
        f"{routes.prefix}/giftClaim",
        identity,
        "GiftClaim",
        promotion={"id": gift.id, "name": gift.name},
        effect=effect(gift.effect),
        validFor={"endDate": day(until)},
    )


def _quote(quote: Quote) -> Document:
    return {
        "recipient": quote.present.recipient,
        "item": quote.present.item,
        "amount": plain(quote.present.amount),
        "ownNetwork": quote.own_network,
        "price": money(quote.price),
        "leftAfter": None if quote.left_after is None else plain(quote.left_after),
        "balanceAfter": money(quote.balance_after),
        "name": quote.name,
    }
