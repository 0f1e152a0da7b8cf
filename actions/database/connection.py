"""The connection to the database, and the two kinds of transaction: reading and writing."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeVarTuple

from sqlalchemy import Connection, Engine, Row, Select, create_engine, event, text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

Values = TypeVarTuple("Values")

_BUSY_MS = 10_000
# Seconds for a connection, a statement, and a free connection of the pool. A connection that the
# network has dropped meanwhile is found out before it is used.
_POSTGRES: Mapping[str, Any] = {
    "connect_args": {"timeout": 5.0, "command_timeout": 10.0},
    "pool_timeout": 10.0,
    "pool_pre_ping": True,
}
_IN_THREADS, _IN_PLACE = "sqlite+aiosqlite:", "sqlite+pysqlite:"
# Any number will do, as long as nothing else in the database takes the same.
_FILLING_LOCK = 6_541_671


def url_of(target: str) -> str:
    """Turn what names a database into its URL: a path of a SQLite file, or a URL as it is."""
    return target if "://" in target else f"sqlite+aiosqlite:///{Path(target).absolute()}"


class Database:
    """One database, open.

    A writing transaction of SQLite takes the write lock at its beginning (``BEGIN IMMEDIATE``), so
    what it reads cannot change before it writes. On PostgreSQL services lock the rows they rely on.
    """

    def __init__(self, target: str) -> None:
        """Open a database.

        Args:
            target: a path of a SQLite file, or a URL such as ``postgresql+asyncpg://…``.
        """
        url = url_of(target)
        self._is_sqlite = url.startswith("sqlite")
        # An error's words stand in logs: what was to be stored does not belong there.
        deadlines = {} if self._is_sqlite else _POSTGRES
        self._engine = create_async_engine(url, hide_parameters=True, **deadlines)
        self._in_place: Engine | None = None
        if self._is_sqlite:
            _prepare_file(url)
            self._in_place = create_engine(
                url.replace(_IN_THREADS, _IN_PLACE, 1),
                hide_parameters=True,
                max_overflow=-1,  # to wait for a connection would hold up those who have one
            )
            for engine in (self._engine.sync_engine, self._in_place):
                _prepare_sqlite(engine)
        self._writing_engine = self._engine.execution_options(writes=True)
        # Writers of one process wait here in turn; SQLite's own waiting polls, and is not fair.
        self._turn: AbstractAsyncContextManager[Any] = (
            asyncio.Lock() if self._is_sqlite else nullcontext()
        )

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Open a transaction that only reads.

        SQLite is read in place: in WAL mode a reader waits for nobody, and a read takes less than
        handing each of its steps to a thread and back.
        """
        if self._in_place is None:
            async with AsyncSession(self._engine, expire_on_commit=False) as session:
                yield session
            return
        session = AsyncSession(expire_on_commit=False)
        session.sync_session.bind = self._in_place
        try:
            yield session
        finally:
            session.sync_session.close()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """Open a transaction that writes: kept at the end of the block, undone by an exception."""
        async with (
            self._turn,
            AsyncSession(self._writing_engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            await session.connection()  # begins now, so that SQLite's lock is held from here on
            yield session

    @asynccontextmanager
    async def filling(self) -> AsyncIterator[AsyncSession]:
        """Open a writing transaction that only one process at a time can be in."""
        async with self.writing() as session:
            if not self._is_sqlite:
                lock = text("SELECT pg_advisory_xact_lock(:number)")
                await session.execute(lock, {"number": _FILLING_LOCK})
            yield session

    async def close(self) -> None:
        """Close all connections."""
        if self._in_place:
            self._in_place.dispose()
        await self._engine.dispose()


async def rows(
    session: AsyncSession, query: Select[*Values], asked: Mapping[str, Any]
) -> Sequence[Row[*Values]]:
    """Return the plain rows of a query of columns, in a session of either kind.

    Where SQLite is read in place, its connection is asked itself: what the session adds for objects
    that may be changed takes longer than the database takes to answer.
    """
    if session.get_bind().dialect.is_async:
        return (await session.execute(query, asked)).all()
    return session.sync_session.connection().execute(query, asked).all()


def _prepare_file(url: str) -> None:
    Path(url.removeprefix("sqlite+aiosqlite:///")).parent.mkdir(parents=True, exist_ok=True)


def _prepare_sqlite(engine: Engine) -> None:
    """Set up SQLite's connections, and take the beginning of transactions from its driver."""

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        cursor = connection.connection.cursor()
        cursor.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
        cursor.close()
