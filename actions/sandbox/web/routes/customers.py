"""Customers: TMF629."""

from actions.sandbox.services import pins
from actions.sandbox.services.desk import Desk
from actions.sandbox.services.office import audit
from actions.sandbox.web.bodies import PinTry
from actions.sandbox.web.requests import TheOffice, Whoever, require, require_sureness
from actions.sandbox.web.routing import MsisdnInPath, router
from actions.sandbox.web.shapes import Document, day, resource

routes = router("customers", "customerManagement")


@routes.get("/customer/{msisdn}")
async def read_customer(msisdn: MsisdnInPath, whoever: Whoever, office: TheOffice) -> Document:
    """Who a subscriber is."""
    require(whoever, msisdn)
    async with office.reading() as desk:
        subscriber = await desk.subscriber(msisdn)
        return resource(
            f"{routes.prefix}/customer",
            msisdn,
            "Customer",
            name=subscriber.name,
            birthDate=day(subscriber.birthday),
            validFor={"startDate": day(subscriber.since)},
            email=subscriber.email,
        )


@routes.post("/pinCheck")
async def check_pin(body: PinTry, whoever: Whoever, office: TheOffice) -> Document:
    """Whether a PIN is right: that is how one who claims a number proves it."""
    require_sureness(whoever, "claimed")
    msisdn = body.relatedParty.id

    async def work(desk: Desk) -> Document:
        check = await pins.check(desk, msisdn, body.pin)
        audit(desk, whoever, "check_pin", msisdn, {"verdict": check.verdict})
        return {"@type": "PinCheck", "verdict": check.verdict, "triesLeft": check.tries_left}

    return await office.counting(msisdn, work)
