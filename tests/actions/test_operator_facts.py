"""The facts of the demo world, as the real clients read them from the demo operator."""

import asyncio
import shutil
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from actions.operator.billing import Remaining
from actions.operator.call import Caller
from actions.operator.errors import NotFound
from actions.operator.tmf import connect
from actions.sandbox.app import create_app
from actions.sandbox.clock import MovableClock
from actions.sandbox.rules.days import resolve
from tests.actions.in_process import InProcess, Operator

pytestmark = pytest.mark.asyncio


async def test_the_account_is_as_the_world_tells(operator: Operator, anna: Caller) -> None:
    account = await operator.systems.billing.account(anna, "79000000001")
    today = operator.clock.now().date()
    assert account.balance == Decimal("342.50")
    assert account.remaining == (
        Remaining("gb", Decimal("12.4"), Decimal(30), Decimal(3)),
        Remaining("minutes", Decimal(230), Decimal(600)),
        Remaining("sms", Decimal(45), Decimal(50)),
    )
    assert (account.next_charge, account.next_amount) == (today + timedelta(days=9), 600)


async def test_every_subscriber_of_the_world(operator: Operator, world: dict[str, Any]) -> None:
    systems, today = operator.systems, operator.clock.now().date()
    for data in world["subscribers"]:
        msisdn = data["msisdn"]
        caller = Caller(msisdn, "network", "phone")
        account = await systems.billing.account(caller, msisdn)
        customer = await systems.customers.profile(caller, msisdn)
        subscription = await systems.inventory.subscription(caller, msisdn)
        charge = data.get("next_charge")
        assert account.balance == Decimal(str(data["balance"]))
        assert {each.unit: each.left for each in account.remaining} == {
            unit: Decimal(str(left)) for unit, left in data["remaining"].items()
        }
        assert account.next_charge == (resolve(charge, today) if charge else None)
        assert customer.name == data["name"]
        assert customer.birthday == resolve(data["birthday"], today)
        assert customer.since == resolve(data["sim_since"], today)
        assert subscription.tariff.id == data["tariff"]
        assert [each.id for each in subscription.services] == data.get("services", [])
        assert subscription.sim_blocked == data.get("sim_blocked")


async def test_every_charge_of_the_world(operator: Operator, world: dict[str, Any]) -> None:
    today = operator.clock.now().date()
    for data in world["subscribers"]:
        caller = Caller(data["msisdn"], "network", "phone")
        charges = await operator.systems.billing.charges(caller, data["msisdn"], days=30)
        expected = [
            (resolve(each["date"], today), Decimal(str(each["amount"])), each["for"])
            for each in data.get("charges", [])
        ]
        assert [(each.date, each.amount, each.title) for each in charges] == sorted(
            expected, reverse=True
        )


async def test_charges_of_fewer_days(operator: Operator, anna: Caller) -> None:
    charges = await operator.systems.billing.charges(anna, "79000000001", days=2)
    assert [charge.amount for charge in charges] == [Decimal("73.5"), Decimal(12)]
    assert charges[0].note


async def test_the_generated_range(operator: Operator) -> None:
    for msisdn in ("79000001000", "79000003999"):
        account = await operator.systems.billing.account(Caller(msisdn, "network", "app"), msisdn)
        assert account.balance == 300
        assert [each.left for each in account.remaining] == [2, 250, 0]
    stranger = Caller("79000004000", "network", "app")
    with pytest.raises(NotFound):
        await operator.systems.billing.account(stranger, "79000004000")


async def test_the_catalogue_is_open_to_all(operator: Operator) -> None:
    nobody = Caller(None, "anonymous", "app")
    offerings = await operator.systems.catalogue.offerings(nobody)
    prices = {each.id: (each.kind, each.price, each.per) for each in offerings}
    assert prices["my_online"] == ("tariff", 600, "month")
    assert prices["gb_5"] == ("package", 249, "once")
    assert prices["ringback_tone"] == ("service", Decimal("3.5"), "day")
    assert "black_2019" not in prices
    packages = await operator.systems.catalogue.offerings(nobody, "package")
    assert {each.kind for each in packages} == {"package"}


async def test_loyalty_goes_by_the_days_as_a_subscriber(operator: Operator) -> None:
    egor = Caller("79000000006", "network", "app")
    offers = await operator.systems.loyalty.offers(egor, "79000000006")
    assert [(each.id, each.available) for each in offers] == [
        ("coffee_20", True),
        ("taxi_100", False),
        ("cinema_2for1", False),
        ("phone_1500", False),
    ]
    assert offers[1].available_from == operator.clock.now().date() + timedelta(days=177)


async def test_a_later_start_moves_the_world_but_not_what_users_did(
    filled: Path, tmp_path: Path, anna: Caller
) -> None:
    database, secret = tmp_path / "operator.sqlite", "s" * 32
    shutil.copy(filled, database)

    async def visit(days: int, key: str) -> tuple[Any, ...]:
        clock = MovableClock()
        clock.set(clock.now() + timedelta(days=days))
        app = create_app(str(database), secret, clock=clock)
        async with (
            app.router.lifespan_context(app),
            connect("http://operator", secret, carrier=InProcess(app)) as systems,
        ):
            today = clock.now().date()
            await systems.billing.top_up(anna, "79000000001", Decimal(100), key=key)
            account = await systems.billing.account(anna, "79000000001")
            charges = await systems.billing.charges(anna, "79000000001", days=30)
            due = {gift.id: gift for gift in await systems.gifts.due(anna, "79000000001")}
            if due["birthday"].refusal is None:
                await systems.gifts.claim(anna, "79000000001", "birthday", key=f"gift-{key}")
            return today, account, charges, due["birthday"].refusal

    _, first, _, refusal = await visit(0, "one")
    assert (first.balance, refusal) == (Decimal("442.50"), None)
    today, second, charges, refusal = await visit(20, "two")
    assert second.balance == Decimal("542.50")
    assert second.next_charge == today + timedelta(days=9)
    assert charges[0].date == today
    # Her birthday is today again, but a gift comes once a year; its minutes ended after 7 days.
    assert refusal == "already_claimed"
    assert [each.left for each in second.remaining] == [Decimal("12.4"), 230, 45]


async def test_many_who_ask_at_once_are_all_answered(operator: Operator) -> None:
    """More than a pool of connections holds."""
    path = "/tmf-api/prepayBalanceManagement/v4/accumulatedBalance/79000001000"
    headers = operator.headers("79000001000")
    answers = await asyncio.gather(*(operator.http.get(path, headers=headers) for _ in range(60)))
    assert {answer.status_code for answer in answers} == {200}
