"""Many at once, from several processes, on each of the databases."""

import asyncio
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from actions.operator.errors import Refused
from actions.operator.gifts import Present
from actions.operator.tmf import Limits
from tests.databases import KINDS, fresh_database
from tests.operator_world import OperatorWorld, start_operator

pytestmark = pytest.mark.asyncio

PATIENT = Limits(call=20, attempt=20)


@pytest.fixture(scope="module", params=KINDS)
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """An empty database."""
    with fresh_database(request.param, tmp_path_factory.mktemp("races")) as database:
        yield database


@pytest.fixture(scope="module")
def processes(database: str) -> Iterator[tuple[OperatorWorld, OperatorWorld]]:
    """Two demo operators over one database."""
    with start_operator(database) as first, start_operator(database, first.secret) as second:
        yield first, second


async def test_the_last_code_goes_to_exactly_one_of_twenty(
    processes: tuple[OperatorWorld, OperatorWorld],
) -> None:
    async def redeem(world: OperatorWorld, msisdn: str) -> str:
        async with world.connect(PATIENT) as systems:
            try:
                await systems.promo_codes.redeem(world.caller(msisdn), msisdn, "ONLYONE", key="k")
            except Refused as refused:
                return refused.reason
            return "redeemed"

    numbers = [processes[0].newcomer() for _ in range(20)]
    outcomes = await asyncio.gather(
        *(redeem(processes[place % 2], msisdn) for place, msisdn in enumerate(numbers))
    )
    assert sorted(outcomes) == ["redeemed"] + ["used_up"] * 19


async def test_one_key_sent_ten_times_at_once_pays_once(
    processes: tuple[OperatorWorld, OperatorWorld],
) -> None:
    first, second = processes
    msisdn = first.newcomer()
    caller = first.caller(msisdn)
    async with first.connect(PATIENT) as one, second.connect(PATIENT) as two:
        paid = await asyncio.gather(
            *(
                (one, two)[place % 2].billing.top_up(caller, msisdn, Decimal(100), key="k")
                for place in range(10)
            )
        )
        assert len(set(paid)) == 1
        assert (await one.billing.account(caller, msisdn)).balance == 400
    assert len(first.audit(msisdn)) == 1


async def test_one_sms_sent_ten_times_at_once_arrives_once(
    processes: tuple[OperatorWorld, OperatorWorld],
) -> None:
    first, second = processes
    number = "79161234567"
    async with first.connect(PATIENT) as one, second.connect(PATIENT) as two:
        sent = await asyncio.gather(
            *(
                (one, two)[place % 2].messages.send_sms(first.caller(number), number, "1", key="k")
                for place in range(10)
            )
        )
    assert len(set(sent)) == 1
    assert first.sms(number) == ["1"]


async def test_what_one_has_is_given_away_once(
    processes: tuple[OperatorWorld, OperatorWorld],
) -> None:
    first, second = processes
    giver, taker = first.newcomer(), first.newcomer()

    async def give(world: OperatorWorld, source: str, target: str, key: str) -> str:
        async with world.connect(PATIENT) as systems:
            caller = world.caller(source)
            try:
                await systems.gifts.send(
                    caller, Present(source, target, "money", Decimal(200)), key=key
                )
            except Refused as refused:
                return refused.reason
            return "sent"

    outcomes = await asyncio.gather(
        *(give(processes[place % 2], giver, taker, f"k{place}") for place in range(6))
    )
    assert sorted(outcomes) == ["not_enough"] * 5 + ["sent"]
    both = await asyncio.gather(give(first, giver, taker, "k9"), give(second, taker, giver, "k9"))
    assert both[1] == "sent"


async def test_wrong_codes_are_counted_one_by_one(
    processes: tuple[OperatorWorld, OperatorWorld],
) -> None:
    msisdn = processes[0].newcomer()

    async def guess(world: OperatorWorld, code: str) -> str:
        async with world.connect(PATIENT) as systems:
            with pytest.raises(Refused) as refused:
                await systems.promo_codes.look_up(world.caller(msisdn), msisdn, code)
            return refused.value.reason

    outcomes = await asyncio.gather(
        *(guess(processes[place % 2], f"WRONG{place}") for place in range(10))
    )
    assert sorted(outcomes) == ["too_many_tries"] * 5 + ["unknown"] * 5


async def test_a_start_over_a_filled_database_keeps_what_was_done(
    database: str, tmp_path: Path, processes: tuple[OperatorWorld, OperatorWorld]
) -> None:
    msisdn = processes[0].newcomer()
    async with processes[0].connect(PATIENT) as systems:
        caller = processes[0].caller(msisdn)
        await systems.billing.top_up(caller, msisdn, Decimal(100), key="k")
    with start_operator(database) as third:
        async with third.connect(PATIENT) as systems:
            account = await systems.billing.account(third.caller(msisdn), msisdn)
    assert account.balance == 400
