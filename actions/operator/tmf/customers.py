"""Customers over TMF629."""

from typing import Any

from actions.operator.call import Caller
from actions.operator.customers import Customer, PinCheck
from actions.operator.tmf.shapes import day
from actions.operator.tmf.transport import System

_CUSTOMER = "/tmf-api/customerManagement/v4"


class TmfCustomers:
    """The customer system over HTTP."""

    def __init__(self, system: System) -> None:
        self._system = system

    async def profile(self, caller: Caller, msisdn: str) -> Customer:
        """See ``Customers.profile``."""
        return await self._system.read(caller, f"{_CUSTOMER}/customer/{msisdn}", _customer)

    async def check_pin(self, caller: Caller, msisdn: str, pin: str) -> PinCheck:
        """See ``Customers.check_pin``. Sent once: a repeat would count as another try."""
        body = {"relatedParty": {"id": msisdn}, "pin": pin}
        return await self._system.ask(
            caller, f"{_CUSTOMER}/pinCheck", body, _pin_check, repeatable=False
        )


def _customer(document: Any) -> Customer:
    return Customer(
        msisdn=document["id"],
        name=document["name"],
        birthday=day(document, "birthDate"),
        since=day(document["validFor"], "startDate"),
        email=document["email"],
    )


def _pin_check(document: Any) -> PinCheck:
    return PinCheck(verdict=document["verdict"], tries_left=document["triesLeft"])
