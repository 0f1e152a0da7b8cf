"""Known outages, found by what people call a place."""

from sqlalchemy import select

from actions.sandbox.rules.places import names_place
from actions.sandbox.services.desk import Desk
from actions.sandbox.store.tables import Outage


async def at(desk: Desk, place: str) -> list[Outage]:
    """List the outages at a place, the widest known names first."""
    outages = await desk.session.scalars(select(Outage).order_by(Outage.id))
    return [outage for outage in outages if names_place(place, outage.names)]
