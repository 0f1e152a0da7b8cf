"""Product inventory over TMF637."""

from typing import Any

from actions.operator.call import Caller
from actions.operator.inventory import BlockReason, Service, Subscription, Tariff
from actions.operator.tmf.shapes import amount_of, day_or_none, exact, whole
from actions.operator.tmf.transport import System

_INVENTORY = "/tmf-api/productInventory/v4"


class TmfInventory:
    """The product inventory over HTTP."""

    def __init__(self, system: System) -> None:
        self._system = system

    async def subscription(self, caller: Caller, msisdn: str) -> Subscription:
        """See ``Inventory.subscription``."""
        return await self._system.read(caller, f"{_INVENTORY}/product/{msisdn}", _subscription)

    async def block_sim(
        self, caller: Caller, msisdn: str, reason: BlockReason, *, key: str
    ) -> Subscription:
        """See ``Inventory.block_sim``."""
        body = {"status": "suspended", "statusReason": reason}
        return await self._system.change(
            caller, "PATCH", f"{_INVENTORY}/product/{msisdn}", body, _subscription, key=key
        )


def _subscription(document: Any) -> Subscription:
    return Subscription(
        msisdn=document["id"],
        tariff=_tariff(document["productOffering"]),
        services=tuple(_service(product) for product in document["product"]),
        next_charge=day_or_none(document, "nextChargeDate"),
        sim_blocked=document["statusReason"],
    )


def _tariff(offering: Any) -> Tariff:
    package = offering["package"]
    return Tariff(
        id=offering["id"],
        name=offering["name"],
        fee=amount_of(offering["productOfferingPrice"]["price"]),
        gb=exact(package["gb"]),
        minutes=whole(package["minutes"]),
        sms=whole(package["sms"]),
        archived=offering["lifecycleStatus"] == "retired",
    )


def _service(product: Any) -> Service:
    price = product["productOfferingPrice"]
    return Service(
        id=product["id"],
        name=product["name"],
        price=amount_of(price["price"]),
        per=price["recurringChargePeriod"],
        subscription=product["isThirdParty"],
    )
