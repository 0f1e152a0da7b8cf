"""The opening of the demo operator: tables, the world in them, and today's dates."""

from datetime import date
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from actions.database.connection import Database
from actions.sandbox.clock import midnight
from actions.sandbox.rules.days import resolve
from actions.sandbox.store.tables import (
    Base,
    Bucket,
    Entry,
    Outage,
    PromoCode,
    Subscriber,
    Ticket,
    World,
)
from actions.sandbox.store.world import WORLD_FILE, fill
from actions.sandbox.terms import Terms

_RELATIVE_DAYS = (
    (Subscriber.birthday, Subscriber.birthday_spec),
    (Subscriber.since, Subscriber.since_spec),
    (Subscriber.next_charge, Subscriber.next_charge_spec),
    (Bucket.valid_to, Bucket.valid_to_spec),
    (PromoCode.valid_to, PromoCode.valid_to_spec),
    (Ticket.opened, Ticket.opened_spec),
    (Ticket.expected, Ticket.expected_spec),
    (Outage.since, Outage.since_spec),
    (Outage.until, Outage.until_spec),
)


async def prepare(
    database: Database, terms: Terms, today: date, world_file: Path = WORLD_FILE
) -> None:
    """Make a database ready for the day: fill an empty one, move the dates of a filled one.

    Args:
        database: the database.
        terms: the catalogue's terms.
        today: the day in Moscow.
        world_file: what an empty database is filled with.

    Raises:
        knowledge.files.DataError: the world's file cannot be read.
    """
    async with database.filling() as session:
        connection = await session.connection()
        await connection.run_sync(Base.metadata.create_all)
        world = await session.get(World, 1)
        if world is None:
            await fill(session, terms, today, world_file)
            session.add(World(id=1, today=today))
        elif world.today != today:
            await _move_to(session, today)
            world.today = today


async def _move_to(session: AsyncSession, today: date) -> None:
    """Count the relative dates from another day. What users did has none and stays as it was."""
    for column, spec in _RELATIVE_DAYS:
        for text in await _specs(session, spec):
            await session.execute(
                update(column.class_).where(spec == text).values({column: resolve(text, today)})
            )
    for text in await _specs(session, Entry.at_spec):
        moment = midnight(resolve(text, today))
        await session.execute(update(Entry).where(Entry.at_spec == text).values(at=moment))


async def _specs(session: AsyncSession, column: InstrumentedAttribute[str | None]) -> list[str]:
    rows = await session.scalars(select(column).where(column.is_not(None)).distinct())
    return [text for text in rows if text is not None]
