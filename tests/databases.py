"""Empty databases for tests that hold on SQLite and on PostgreSQL alike.

PostgreSQL is taken where ``MIA_TEST_POSTGRES`` is the URL of a server of it
(``postgresql+asyncpg://…/postgres``); else its part is skipped.
"""

import asyncio
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import pytest

KINDS = ("sqlite", "postgres")


@contextmanager
def fresh_database(kind: str, folder: Path) -> Iterator[str]:
    """Give an empty database of a kind: the path of a file, or a URL."""
    if kind == "sqlite":
        yield str(folder / f"{secrets.token_hex(4)}.sqlite")
        return
    if "MIA_TEST_POSTGRES" not in os.environ:
        pytest.skip("MIA_TEST_POSTGRES is not set")
    name = f"mia_test_{secrets.token_hex(4)}"
    asyncio.run(_postgres(f"CREATE DATABASE {name}"))
    try:
        yield f"{os.environ['MIA_TEST_POSTGRES'].rpartition('/')[0]}/{name}"
    finally:
        asyncio.run(_postgres(f"DROP DATABASE {name} WITH (FORCE)"))


async def _postgres(statement: str) -> None:
    url = os.environ["MIA_TEST_POSTGRES"].replace("+asyncpg", "")
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
