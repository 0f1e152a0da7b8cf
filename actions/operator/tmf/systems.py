"""All ports over HTTP, connected to one address."""

from dataclasses import dataclass
from typing import Self

from purgatory import AsyncCircuitBreakerFactory
from stamina.instrumentation import set_on_retry_hooks

from actions.operator.systems import OperatorSystems
from actions.operator.tmf.billing import TmfBilling
from actions.operator.tmf.carrier import Carrier, HttpCarrier
from actions.operator.tmf.catalogue import TmfCatalogue
from actions.operator.tmf.customers import TmfCustomers
from actions.operator.tmf.deeds import TmfDeeds
from actions.operator.tmf.gifts import TmfGifts
from actions.operator.tmf.goodwill import TmfGoodwill
from actions.operator.tmf.inventory import TmfInventory
from actions.operator.tmf.loyalty import TmfLoyalty
from actions.operator.tmf.messages import TmfMessages
from actions.operator.tmf.network import TmfNetwork
from actions.operator.tmf.promo_codes import TmfPromoCodes
from actions.operator.tmf.tickets import TmfTickets
from actions.operator.tmf.transport import Limits, Observe, System


@dataclass(frozen=True, slots=True)
class TmfSystems(OperatorSystems):
    """The operator's systems with the connections to them, which are to be closed."""

    carrier: Carrier

    async def close(self) -> None:
        """Close the connections."""
        await self.carrier.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self.close()


def connect(
    base_url: str,
    secret: str,
    *,
    limits: Limits | None = None,
    carrier: Carrier | None = None,
    observe: Observe = lambda system, seconds, outcome: None,
) -> TmfSystems:
    """Reach the operator's systems over HTTP. Nothing is sent before the first call.

    Args:
        base_url: where ``/tmf-api`` begins, such as ``http://127.0.0.1:8010``.
        secret: what service tokens are signed with.
        limits: seconds and tries that a call may take.
        carrier: an own way to carry requests, such as to an application in this process.
        observe: is told of each call.

    Returns:
        A port for each system; to be closed, or used with ``async with``.
    """
    # Left alone, stamina prints retries to standard output, which belongs to the commands. What came of
    # a call in the end is observed and logged.
    set_on_retry_hooks([])
    carrier = carrier or HttpCarrier(base_url)
    limits = limits or Limits()
    breakers = AsyncCircuitBreakerFactory()

    def system(name: str) -> System:
        return System(name, carrier, secret, limits, breakers, observe)

    return TmfSystems(
        billing=TmfBilling(system("billing")),
        catalogue=TmfCatalogue(system("catalogue")),
        customers=TmfCustomers(system("customers")),
        deeds=TmfDeeds(system("deeds")),
        gifts=TmfGifts(system("gifts")),
        goodwill=TmfGoodwill(system("gifts")),
        inventory=TmfInventory(system("inventory")),
        loyalty=TmfLoyalty(system("loyalty")),
        messages=TmfMessages(system("messages")),
        network=TmfNetwork(system("network")),
        promo_codes=TmfPromoCodes(system("promo_codes")),
        tickets=TmfTickets(system("tickets")),
        carrier=carrier,
    )
