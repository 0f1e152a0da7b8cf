"""Tickets and outages at the demo operator, through the real clients."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from actions.operator.call import Caller
from actions.operator.errors import NotFound, Unavailable
from actions.operator.tickets import TicketDraft
from actions.operator.tmf import Rejected
from actions.sandbox.rules.places import names_place
from tests.actions.in_process import Operator
from tests.databases import KINDS, fresh_database
from tests.operator_world import OperatorWorld, start_operator

JANE = "79000000007"
COMPLAINT = TicketDraft("complaint", "billing", "billing", "списали за подписку", "upset")
INSIGHTS = Caller("insights", "verified", "insights")


def _claimed(msisdn: str) -> Caller:
    return Caller(msisdn, "claimed", "phone")


async def test_a_ticket_is_filed_once_and_found_by_its_number(operator: Operator) -> None:
    tickets, caller = operator.systems.tickets, _claimed("79990000000")
    filed = await tickets.file(caller, COMPLAINT, key="k1")
    assert await tickets.file(caller, COMPLAINT, key="k1") == filed
    assert filed.status == "new"
    assert filed.expected is not None
    assert (filed.expected - filed.opened).days == 3
    assert await tickets.ticket(caller, filed.number) == filed


async def test_who_is_anonymous_files_nothing(operator: Operator) -> None:
    caller = Caller("79000000001", "anonymous", "app")
    with pytest.raises(Rejected, match="insufficient_sureness"):
        await operator.systems.tickets.file(caller, COMPLAINT, key="k2")


async def test_another_persons_ticket_does_not_exist(operator: Operator) -> None:
    tickets = operator.systems.tickets
    filed = await tickets.file(_claimed(JANE), COMPLAINT, key="k3")
    with pytest.raises(NotFound):
        await tickets.ticket(Caller("79000000001", "verified", "app"), filed.number)


async def test_own_tickets_need_more_than_a_claim(operator: Operator) -> None:
    with pytest.raises(Rejected, match="insufficient_sureness"):
        await operator.systems.tickets.own(_claimed(JANE))
    listed = await operator.systems.tickets.own(Caller(JANE, "network", "phone"))
    assert [(each.number, each.status) for each in listed] == [("T-300512", "in_work")]


async def test_only_a_service_sees_all_and_settles(operator: Operator) -> None:
    tickets = operator.systems.tickets
    filed = await tickets.file(_claimed(JANE), COMPLAINT, key="k4")
    seen = await tickets.filed(INSIGHTS, filed.row - 1, 10)
    assert [each.number for each in seen] == [filed.number]
    for caller in (_claimed(JANE), Caller(JANE, "verified", "app")):
        with pytest.raises(Rejected, match="service_only"):
            await tickets.filed(caller, 0, 10)
        with pytest.raises(Rejected, match="service_only"):
            await tickets.settle(caller, filed.number, "answered", "ок", key="k5")
    settled = await tickets.settle(INSIGHTS, filed.number, "answered", "Вернули деньги", key="k6")
    assert (settled.status, settled.answer) == ("answered", "Вернули деньги")
    assert (await tickets.ticket(_claimed(JANE), filed.number)).answer == "Вернули деньги"


async def test_the_audit_keeps_no_words_of_a_complaint(operator: Operator) -> None:
    await operator.systems.tickets.file(_claimed(JANE), COMPLAINT, key="k7")
    response = await operator.http.get(
        "/admin/audit", params={"about": JANE}, headers=operator.headers("admin")
    )
    assert response.json()[0]["what"] == "file_ticket"
    assert COMPLAINT.text not in response.text


async def test_outages_are_found_by_any_form_of_a_places_name(operator: Operator) -> None:
    caller = Caller(None, "anonymous", "app")
    for said, ids in [
        ("я в Химках на даче", ["O-101"]),
        ("посёлок Лесной", ["O-102"]),
        ("в южном бутово", ["O-103"]),
        ("Воронеж", []),
    ]:
        found = await operator.systems.network.outages(caller, said)
        assert [outage.id for outage in found] == ids, said


async def test_when_the_ticket_system_is_down(operator: Operator) -> None:
    wish = {"system": "tickets", "outage": True}
    await operator.http.post("/admin/chaos", json=wish, headers=operator.headers("admin"))
    with pytest.raises(Unavailable):
        await operator.systems.tickets.file(_claimed(JANE), COMPLAINT, key="k8")


def test_a_place_is_named_by_whole_words() -> None:
    assert names_place("рядом с Лесным", ["лесной"])
    assert not names_place("лесничество", ["лесной"])
    assert not names_place("", ["лесной"])


async def _file_many(world: OperatorWorld) -> None:
    async with world.connect() as systems:
        callers = [_claimed(str(79000001000 + at)) for at in range(12)]
        filed = await asyncio.gather(
            *(systems.tickets.file(c, COMPLAINT, key=f"many-{c.subject}") for c in callers)
        )
        assert len({each.number for each in filed}) == len(callers)
        seen = await systems.tickets.filed(INSIGHTS, min(each.row for each in filed) - 1, 100)
        assert {each.number for each in seen} == {each.number for each in filed}


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database."""
    with fresh_database(request.param, tmp_path) as database:
        yield database


async def test_tickets_filed_at_once_have_numbers_of_their_own(database: str) -> None:
    with start_operator(database) as world:
        await _file_many(world)
