"""The database: its errors tell nothing of what was to be stored, and none is waited for without end."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from actions.database.connection import Database

WORDS = "слова абонента"


async def test_an_error_does_not_repeat_what_was_to_be_stored(tmp_path: Path) -> None:
    database = Database(str(tmp_path / "data.sqlite"))
    insert = text("INSERT INTO said VALUES (:words)")
    async with database.writing() as session:
        await session.execute(text("CREATE TABLE said (words TEXT UNIQUE)"))
        await session.execute(insert, {"words": WORDS})
    with pytest.raises(IntegrityError) as refused:
        async with database.writing() as session:
            await session.execute(insert, {"words": WORDS})
    assert WORDS not in str(refused.value)
    await database.close()


async def test_a_database_that_says_nothing_is_given_up() -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    database = Database(f"postgresql+asyncpg://mia@127.0.0.1:{port}/mia")
    given_up = False
    async with asyncio.timeout(40), server:
        try:
            async with database.reading() as session:
                await session.execute(text("SELECT 1"))
        except TimeoutError:
            given_up = True
    assert given_up
    await database.close()
