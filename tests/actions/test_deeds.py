"""The log of deeds: added to and never changed, by each database that it may be kept in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from actions.database.connection import Database
from actions.sandbox.rules import chain
from actions.sandbox.store.deeds import DeedRow
from actions.sandbox.store.tables import Base
from tests.databases import KINDS, fresh_database

CHANGES = ("UPDATE deeds SET actor = 'nobody'", "DELETE FROM deeds")


@pytest.fixture(params=KINDS)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with fresh_database(request.param, tmp_path) as target:
        yield target


@pytest_asyncio.fixture
async def database(target: str) -> AsyncIterator[Database]:
    """A database with one deed in it."""
    database = Database(target)
    async with database.filling() as session:
        await (await session.connection()).run_sync(Base.metadata.create_all)
        session.add(_deed("irina"))
    yield database
    await database.close()


def _deed(actor: str) -> DeedRow:
    row = DeedRow(
        at=datetime(2026, 3, 10, tzinfo=UTC),
        actor=actor,
        what="listen_in",
        about="case-1",
        details={},
        previous=chain.BEGINNING,
    )
    row.hash = chain.link(row.previous, row.entry())
    return row


async def test_no_deed_can_be_changed_or_taken_away(database: Database, target: str) -> None:
    emptying = ("TRUNCATE deeds",) if "postgresql" in target else ()
    for change in (*CHANGES, *emptying):
        with pytest.raises(DBAPIError, match="only added"):
            async with database.writing() as session:
                await session.execute(text(change))
    async with database.reading() as session:
        assert [row.actor for row in await session.scalars(select(DeedRow))] == ["irina"]


async def test_no_two_deeds_follow_the_same_one(database: Database) -> None:
    with pytest.raises(DBAPIError):
        async with database.writing() as session:
            session.add(_deed("olga"))
