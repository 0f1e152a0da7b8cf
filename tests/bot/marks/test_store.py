"""Marks in the records, on both databases."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.marks.store import MarkStore
from bot.records import Records
from tests.bot.records import TestClock
from tests.databases import KINDS, fresh_database

ANNA = "79000000001"


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with fresh_database(request.param, tmp_path) as database:
        yield database


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest_asyncio.fixture
async def store(database: str, clock: TestClock) -> AsyncIterator[MarkStore]:
    records = Records(database, clock)
    yield MarkStore(records, "secret")
    await records.close()


async def _given(store: MarkStore, value: int = 5) -> str:
    asked = await store.ask(ANNA, "app", "task")
    assert asked is not None
    await store.answer(asked.row, value)
    return asked.kind


async def test_the_first_mark_is_csat_then_nps_once_a_quarter(
    store: MarkStore, clock: TestClock
) -> None:
    kinds = []
    for _ in range(4):
        kinds.append(await _given(store))
        clock.go(days=2)
    assert kinds == ["csat", "nps", "csat", "csat"]
    clock.go(days=30)
    assert await _given(store) == "nps"


async def test_nps_is_counted_from_the_question_not_the_answer(store: MarkStore) -> None:
    await _given(store)
    assert (await store.ask(ANNA, "app", "task")).kind == "nps"  # type: ignore[union-attr]
    assert (await store.ask(ANNA, "phone", "task")).kind == "csat"  # type: ignore[union-attr]


async def test_two_at_once_make_one_nps(store: MarkStore) -> None:
    await _given(store)
    asked = await asyncio.gather(*(store.ask(ANNA, "app", "task") for _ in range(6)))
    assert [each.kind for each in asked if each].count("nps") == 1


async def test_nobody_in_particular_is_asked_for_csat_alone(store: MarkStore) -> None:
    for _ in range(3):
        asked = await store.ask(None, "app", "task")
        assert asked is not None
        await store.answer(asked.row, 4)
        assert asked.kind == "csat"


async def test_the_first_answer_counts_and_the_number_is_not_kept(store: MarkStore) -> None:
    asked = await store.ask(ANNA, "app", "desk")
    assert asked is not None
    await store.answer(asked.row, 2)
    await store.answer(asked.row, 5)
    await store.add_words(asked.row, "долго")
    mark = await store.find(asked.row)
    assert mark is not None
    assert (mark.value, mark.words, mark.reason) == (2, "долго", "desk")
    assert ANNA not in str(vars(mark))
