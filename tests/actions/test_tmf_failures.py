"""What the clients make of systems that are down, slow, or lose their answers."""

import asyncio
from collections.abc import Iterator
from decimal import Decimal

import pytest
from aiohttp import web

from actions.operator.call import Caller
from actions.operator.errors import NotFound, OutcomeUnknown, Refused, Unavailable
from actions.operator.tmf import Limits, Rejected, TmfSystems, connect
from tests.actions.answering import SECRET, BrokenOff, answering, dying
from tests.operator_world import OperatorWorld

pytestmark = pytest.mark.asyncio

HASTY = Limits(call=0.25, attempt=0.1)
ANNA = "79000000001"


@pytest.fixture
def world(operator_world: OperatorWorld) -> Iterator[OperatorWorld]:
    """The shared demo operator, left in peace afterwards."""
    yield operator_world
    operator_world.calm()


async def test_a_system_that_is_down_is_unavailable(world: OperatorWorld) -> None:
    msisdn = world.newcomer()
    caller = world.caller(msisdn)
    world.trouble("billing", outage=True)
    async with world.connect() as systems:
        with pytest.raises(Unavailable):
            await systems.billing.account(caller, msisdn)
        with pytest.raises(Unavailable):
            await systems.billing.top_up(caller, msisdn, Decimal(100), key="k")
        assert await systems.loyalty.offers(caller, msisdn)
    world.calm()
    async with world.connect() as systems:
        assert (await systems.billing.account(caller, msisdn)).balance == 300


async def test_an_operator_that_is_not_there_is_unavailable() -> None:
    caller = Caller(ANNA, "network", "app")
    async with connect("http://127.0.0.1:9", SECRET) as systems:
        with pytest.raises(Unavailable):
            await systems.billing.account(caller, ANNA)
        with pytest.raises(Unavailable):
            await systems.billing.top_up(caller, ANNA, Decimal(100), key="k")


async def test_a_slow_read_is_unavailable_by_the_deadline(world: OperatorWorld) -> None:
    msisdn = world.newcomer()
    world.trouble("billing", delay=5)
    loop = asyncio.get_running_loop()
    async with world.connect() as systems:
        begun = loop.time()
        with pytest.raises(Unavailable):
            await systems.billing.account(world.caller(msisdn, seconds=0.3), msisdn)
        assert loop.time() - begun < 0.6


async def test_a_deadline_that_is_over_sends_nothing(world: OperatorWorld) -> None:
    msisdn = world.newcomer()
    late = world.caller(msisdn, seconds=-1)
    async with world.connect() as systems:
        with pytest.raises(Unavailable):
            await systems.billing.top_up(late, msisdn, Decimal(100), key="k")
    assert world.audit(msisdn) == []


async def test_a_slow_change_is_unknown_and_the_same_key_tells(world: OperatorWorld) -> None:
    msisdn = world.newcomer()
    caller = world.caller(msisdn)
    world.trouble("billing", delay=0.3)
    async with world.connect(HASTY) as systems:
        with pytest.raises(OutcomeUnknown):
            await systems.billing.top_up(caller, msisdn, Decimal(100), key="k")
    # All that was sent before waits its 0.3 s at the operator, and is served before this one.
    async with world.connect() as systems:
        paid = await systems.billing.top_up(caller, msisdn, Decimal(100), key="k")
        assert paid.balance == 400
        assert (await systems.billing.account(caller, msisdn)).balance == 400
    assert len(world.audit(msisdn)) == 1


async def test_a_lost_answer_is_asked_for_again_and_the_change_made_once(
    world: OperatorWorld,
) -> None:
    msisdn = world.newcomer()
    caller = world.caller(msisdn)
    world.trouble("billing", drop_answer=1)
    async with world.connect() as systems:
        paid = await systems.billing.top_up(caller, msisdn, Decimal(100), key="k")
    assert paid.balance == 400
    assert len(world.audit(msisdn)) == 1


async def test_lost_answers_are_unknown_and_the_same_key_tells(world: OperatorWorld) -> None:
    msisdn = world.newcomer()
    caller = world.caller(msisdn)
    world.trouble("promo_codes", drop_answer=True)
    async with world.connect() as systems:
        with pytest.raises(OutcomeUnknown):
            await systems.promo_codes.redeem(caller, msisdn, "MIA2026", key="k")
        world.calm()
        assert (await systems.promo_codes.redeem(caller, msisdn, "MIA2026", key="k")).effect.gb == 5
        with pytest.raises(Refused, match="already_used"):
            await systems.promo_codes.redeem(caller, msisdn, "MIA2026", key="k2")


async def test_a_refusal_reaches_the_caller_though_answers_are_lost(world: OperatorWorld) -> None:
    msisdn = world.newcomer()
    world.trouble("billing", drop_answer=True)
    async with world.connect() as systems:
        with pytest.raises(Refused, match="too_little"):
            await systems.billing.top_up(world.caller(msisdn), msisdn, Decimal(1), key="k")


def _error(status: int, code: str = "some_code") -> web.Response:
    body = {"code": code, "reason": "because", "details": {"a": 1}}
    return web.json_response(body, status=status)


CALLER = Caller(ANNA, "network", "app")


@pytest.mark.parametrize(
    ("status", "reading", "changing"),
    [
        (400, Rejected, Rejected),
        (401, Rejected, Rejected),
        (403, Rejected, Rejected),
        (404, NotFound, NotFound),
        (409, Refused, Refused),
        (422, Refused, Refused),
        (429, Unavailable, Unavailable),
        (500, Unavailable, OutcomeUnknown),
        (502, Unavailable, OutcomeUnknown),
        (503, Unavailable, Unavailable),
        (504, Unavailable, OutcomeUnknown),
    ],
)
async def test_what_each_status_means(
    status: int, reading: type[Exception], changing: type[Exception]
) -> None:
    async with answering(lambda _: _error(status)) as systems:
        with pytest.raises(reading) as read:
            await systems.billing.account(CALLER, ANNA)
        with pytest.raises(changing) as changed:
            await systems.billing.top_up(CALLER, ANNA, Decimal(100), key="k")
    assert (type(read.value), type(changed.value)) == (reading, changing)


async def test_a_refusal_has_its_reason_and_details() -> None:
    async with answering(lambda _: _error(409, "too_soon")) as systems:
        with pytest.raises(Refused) as refused:
            await systems.promo_codes.request(CALLER, ANNA, key="k")
    assert (refused.value.reason, refused.value.details) == ("too_soon", {"a": 1})


async def test_a_422_without_a_code_is_no_refusal() -> None:
    async with answering(lambda _: web.Response(status=422, text="no")) as systems:
        with pytest.raises(Rejected):
            await systems.promo_codes.request(CALLER, ANNA, key="k")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"id": "1"}'])
async def test_an_answer_that_makes_no_sense_is_none(content: str) -> None:
    async with answering(lambda _: web.Response(text=content)) as systems:
        with pytest.raises(Unavailable):
            await systems.billing.account(CALLER, ANNA)
        with pytest.raises(OutcomeUnknown):
            await systems.billing.top_up(CALLER, ANNA, Decimal(100), key="k")


async def test_each_attempt_bears_the_same_key() -> None:
    keys = []

    def answer(request: web.Request) -> web.Response:
        keys.append(request.headers["Idempotency-Key"])
        return _error(503)

    async with answering(answer) as systems:
        with pytest.raises(Unavailable):
            await systems.billing.top_up(CALLER, ANNA, Decimal(100), key="k")
    assert keys == ["k", "k", "k"]


async def test_a_pin_is_sent_once() -> None:
    sent = []

    def answer(request: web.Request) -> web.Response:
        sent.append(request)
        raise BrokenOff

    async with answering(answer) as systems:
        with pytest.raises(Unavailable):
            await systems.customers.check_pin(CALLER, ANNA, "0000")
    assert len(sent) == 1


async def test_an_unanswered_try_is_not_undone_by_a_refused_connection() -> None:
    async with dying() as systems:
        with pytest.raises(OutcomeUnknown):
            await systems.billing.top_up(CALLER, ANNA, Decimal(100), key="k")


async def _rests(systems: TmfSystems) -> bool:
    """Ask loyalty once more; tell whether its circuit is still open."""
    try:
        await systems.loyalty.offers(CALLER, ANNA)
    except Unavailable:
        return True
    return False


async def test_a_circuit_opens_for_one_system_and_closes_again() -> None:
    asked = []
    healthy = False

    def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.json_response([]) if healthy else _error(503)

    limits = Limits(attempts=1, failures=2, rest=0.0001)
    async with answering(answer, Limits(attempts=1, failures=2, rest=60)) as systems:
        for _ in range(4):
            with pytest.raises(Unavailable):
                await systems.loyalty.offers(CALLER, ANNA)
        assert len(asked) == 2
        with pytest.raises(Unavailable):
            await systems.catalogue.offerings(CALLER)
        assert len(asked) == 3
    async with answering(answer, limits) as systems:
        for _ in range(2):
            with pytest.raises(Unavailable):
                await systems.loyalty.offers(CALLER, ANNA)
        healthy = True
        async with asyncio.timeout(10):
            while await _rests(systems):
                await asyncio.sleep(0)
        assert await systems.loyalty.offers(CALLER, ANNA) == ()
