"""Product inventory: TMF637."""

from actions.sandbox.services import connections
from actions.sandbox.services.connections import Connection
from actions.sandbox.services.desk import Desk
from actions.sandbox.terms import ServiceTerms, TariffTerms
from actions.sandbox.web.bodies import Suspension
from actions.sandbox.web.requests import AskedChange, TheOffice, Whoever, require
from actions.sandbox.web.routing import MsisdnInPath, router
from actions.sandbox.web.shapes import Document, day, plain, price, resource

routes = router("inventory", "productInventory")


@routes.get("/product/{msisdn}")
async def read_product(msisdn: MsisdnInPath, whoever: Whoever, office: TheOffice) -> Document:
    """All that is connected to a number."""
    require(whoever, msisdn)
    async with office.reading() as desk:
        return _product(await connections.connection(desk, msisdn))


@routes.patch("/product/{msisdn}")
async def block_sim(
    msisdn: MsisdnInPath, body: Suspension, asked: AskedChange, office: TheOffice
) -> Document:
    """The block of a SIM card. Haste matters more than proof: a claimed number is enough."""
    require(asked.requester, msisdn, "claimed")

    async def work(desk: Desk) -> Document:
        return _product(await connections.block_sim(desk, msisdn, body.statusReason))

    return await office.change(asked.change("block_sim", msisdn), work)


def _product(connection: Connection) -> Document:
    return resource(
        f"{routes.prefix}/product",
        connection.msisdn,
        "MobileProduct",
        status="suspended" if connection.sim_blocked else "active",
        statusReason=connection.sim_blocked,
        productOffering=_tariff(connection.tariff),
        product=[_service(service) for service in connection.services],
        nextChargeDate=day(connection.next_charge),
    )


def _tariff(tariff: TariffTerms) -> Document:
    return {
        "id": tariff.id,
        "name": tariff.name,
        "lifecycleStatus": "retired" if tariff.archived else "active",
        "productOfferingPrice": price(tariff.fee, "month"),
        "package": {
            "gb": plain(tariff.gb),
            "minutes": plain(tariff.minutes),
            "sms": plain(tariff.sms),
        },
    }


def _service(service: ServiceTerms) -> Document:
    return {
        "id": service.id,
        "name": service.name,
        "productOfferingPrice": price(service.price, service.per),
        "isThirdParty": service.subscription,
    }
