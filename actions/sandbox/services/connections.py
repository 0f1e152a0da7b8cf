"""Connections: the tariff, services and SIM card of a number."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select, update

from actions.database.connection import rows
from actions.sandbox.services.desk import Desk
from actions.sandbox.store.tables import ConnectedService, Subscriber
from actions.sandbox.terms import ServiceTerms, TariffTerms

_SERVICES = (
    select(ConnectedService.service)
    .where(ConnectedService.msisdn == bindparam("msisdn"))
    .order_by(ConnectedService.place)
)


@dataclass(frozen=True, slots=True)
class Connection:
    """All that is connected to a number; ``sim_blocked`` is the reason of a block."""

    msisdn: str
    tariff: TariffTerms
    services: tuple[ServiceTerms, ...]
    next_charge: date | None
    sim_blocked: str | None


async def connection(desk: Desk, msisdn: str) -> Connection:
    """Tell what is connected.

    Raises:
        NoSuch: nobody has that number.
    """
    subscriber = await desk.subscriber(msisdn)
    services = await rows(desk.session, _SERVICES, {"msisdn": msisdn})
    return Connection(
        msisdn=msisdn,
        tariff=desk.terms.tariffs[subscriber.tariff],
        services=tuple(desk.terms.services[service] for (service,) in services),
        next_charge=subscriber.next_charge,
        sim_blocked=subscriber.sim_blocked,
    )


async def block_sim(desk: Desk, msisdn: str, reason: str) -> Connection:
    """Block the SIM card. One that is blocked already stays blocked for its first reason.

    Raises:
        NoSuch: nobody has that number.
    """
    unblocked = (Subscriber.msisdn == msisdn, Subscriber.sim_blocked.is_(None))
    await desk.session.execute(update(Subscriber).where(*unblocked).values(sim_blocked=reason))
    return await connection(desk, msisdn)
