"""The database of the records, its tables made when it is first used."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Integer
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase

from actions.database.connection import Database
from actions.database.values import Moment

# SQLite numbers rows by itself only in a column of exactly this type.
RowNumber = BigInteger().with_variant(Integer(), "sqlite")


class Base(DeclarativeBase):
    """The base of all tables of the records."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Moment,
        dict[str, Any]: JSON,
        list[float]: JSON,
    }


def utc_now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


class Records:
    """The database. It is opened when it is first asked for, so that a start does not wait for it."""

    def __init__(self, target: str, now: Callable[[], datetime] = utc_now) -> None:
        """Keep records in a database.

        Args:
            target: a path of a SQLite file, or a URL such as ``postgresql+asyncpg://…``.
            now: what tells the time.
        """
        self.now = now
        self._database = Database(target)
        self._made = False
        self._making = asyncio.Lock()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Open a transaction that only reads."""
        await self._make()
        async with self._database.reading() as session:
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """Open a transaction that writes: kept at the end of the block, undone by an exception."""
        await self._make()
        async with self._database.writing() as session:
            yield session

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[AsyncSession]:
        """Open a writing transaction that only one process at a time can be in."""
        await self._make()
        async with self._database.filling() as session:
            yield session

    async def close(self) -> None:
        """Close all connections."""
        await self._database.close()

    async def _make(self) -> None:
        async with self._making:
            if self._made:
                return
            async with self._database.filling() as session:
                connection = await session.connection()
                await connection.run_sync(Base.metadata.create_all)
            self._made = True
