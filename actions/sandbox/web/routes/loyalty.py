"""Loyalty: TMF658."""

from fastapi.responses import JSONResponse

from actions.sandbox.rules import loyalty
from actions.sandbox.rules.loyalty import Offer
from actions.sandbox.web.listing import AskedPage
from actions.sandbox.web.requests import TheOffice, Whoever, require
from actions.sandbox.web.routing import MsisdnInQuery, router
from actions.sandbox.web.shapes import Document, day, resource

routes = router("loyalty", "loyaltyManagement")


@routes.get("/loyaltyProgramProduct")
async def list_offers(
    msisdn: MsisdnInQuery, whoever: Whoever, office: TheOffice, page: AskedPage
) -> JSONResponse:
    """What the programme offers to a subscriber, what he has already first."""
    require(whoever, msisdn)
    async with office.reading() as desk:
        subscriber = await desk.subscriber(msisdn)
        offers = loyalty.offers(desk.terms.loyalty, subscriber.since, desk.today)
        return page.of(_offer(offer) for offer in offers)


def _offer(offer: Offer) -> Document:
    return resource(
        f"{routes.prefix}/loyaltyProgramProduct",
        offer.terms.id,
        "LoyaltyProgramProduct",
        name=offer.terms.name,
        available=offer.available,
        validFor={"startDate": day(offer.available_from)},
    )
