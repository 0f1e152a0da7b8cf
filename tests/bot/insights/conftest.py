"""Insights in a fresh database of each kind, under a clock that tests set."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.insights.insights import Insights
from bot.insights.store import InsightStore
from bot.records import Records
from tests.bot.records import TestClock
from tests.databases import KINDS, fresh_database


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with fresh_database(request.param, tmp_path) as database:
        yield database


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest_asyncio.fixture
async def records(database: str, clock: TestClock) -> AsyncIterator[Records]:
    records = Records(database, clock)
    yield records
    await records.close()


@pytest.fixture
def insights(records: Records) -> Insights:
    return Insights(InsightStore(records))
