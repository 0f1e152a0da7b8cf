"""Who may do what at the demo operator, once only, and what is written down of it."""

from decimal import Decimal
from typing import Any

import pytest

from actions.operator.call import Caller
from actions.operator.errors import Refused
from actions.operator.gifts import Present
from actions.operator.tmf import Rejected
from tests.actions.in_process import Operator

pytestmark = pytest.mark.asyncio

ANNA, BORIS = "79000000001", "79000000002"
BALANCE = f"/tmf-api/prepayBalanceManagement/v4/accumulatedBalance/{ANNA}"
TOP_UP = "/tmf-api/prepayBalanceManagement/v4/topupBalance"


def _payment(amount: Any) -> dict[str, Any]:
    return {"relatedParty": {"id": ANNA}, "amount": {"amount": amount, "units": "RUB"}}


async def test_without_a_token_nothing_is_told(operator: Operator) -> None:
    response = await operator.http.get(BALANCE)
    assert response.status_code == 401
    error = response.json()
    assert error["code"] == "no_token"
    assert error["status"] == "401"
    assert error["reason"]
    assert error["message"]


async def test_nobody_is_told_about_another(operator: Operator) -> None:
    with pytest.raises(Rejected) as rejected:
        await operator.systems.billing.account(Caller(BORIS, "verified", "app"), ANNA)
    assert (rejected.value.status, rejected.value.code) == (403, "not_yours")


@pytest.mark.parametrize("sureness", ["anonymous", "claimed"])
async def test_a_claimed_number_is_not_enough(operator: Operator, sureness: str) -> None:
    response = await operator.http.get(BALANCE, headers=operator.headers(ANNA, sureness))
    assert response.status_code == 403
    assert response.json()["code"] == "insufficient_sureness"
    assert response.json()["details"] == {"needed": "network"}


async def test_an_anonymous_caller_cannot_block(operator: Operator) -> None:
    caller = Caller(ANNA, "anonymous", "phone")
    with pytest.raises(Rejected, match="insufficient_sureness"):
        await operator.systems.inventory.block_sim(caller, ANNA, "lost", key="k")


@pytest.mark.parametrize("path", ["/admin/chaos", "/admin/clock"])
async def test_subscribers_are_no_admins(operator: Operator, path: str) -> None:
    response = await operator.http.post(path, json={}, headers=operator.headers(ANNA))
    assert response.status_code == 403


async def test_a_change_needs_a_key(operator: Operator) -> None:
    response = await operator.http.post(
        TOP_UP, json=_payment("100"), headers=operator.headers(ANNA)
    )
    assert (response.status_code, response.json()["code"]) == (400, "key_required")


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "1.001", "many", None, "1e400"])
async def test_amounts_that_are_none(operator: Operator, amount: Any) -> None:
    response = await operator.http.post(
        TOP_UP, json=_payment(amount), headers=operator.headers(ANNA, key="k")
    )
    assert response.status_code in {400, 409}
    assert await operator.http.get(BALANCE, headers=operator.headers(ANNA))


@pytest.mark.parametrize("amount", ["100.10", 100.10])
async def test_amounts_travel_exactly_as_strings_and_as_numbers(
    operator: Operator, amount: Any
) -> None:
    response = await operator.http.post(
        TOP_UP, json=_payment(amount), headers=operator.headers(ANNA, key="k")
    )
    assert response.json()["balance"] == {"amount": "442.60", "units": "RUB"}


async def test_the_same_key_is_answered_the_same_and_does_nothing_twice(
    operator: Operator, anna: Caller
) -> None:
    billing = operator.systems.billing
    first = await billing.top_up(anna, ANNA, Decimal(100), key="k")
    await billing.top_up(anna, ANNA, Decimal(100), key="another")
    assert await billing.top_up(anna, ANNA, Decimal(100), key="k") == first
    assert (await billing.account(anna, ANNA)).balance == Decimal("542.50")


async def test_a_key_stands_for_one_request(operator: Operator, anna: Caller) -> None:
    billing = operator.systems.billing
    await billing.top_up(anna, ANNA, Decimal(100), key="k")
    with pytest.raises(Refused, match="key_reused"):
        await billing.top_up(anna, ANNA, Decimal(200), key="k")
    with pytest.raises(Refused, match="key_reused"):
        await billing.take_promised(anna, ANNA, Decimal(100), key="k")


async def test_a_key_is_ones_own(operator: Operator, anna: Caller) -> None:
    boris = Caller(BORIS, "verified", "app")
    await operator.systems.billing.top_up(anna, ANNA, Decimal(100), key="k")
    paid = await operator.systems.billing.top_up(boris, BORIS, Decimal(100), key="k")
    assert paid.balance == Decimal("45.80")


async def test_a_refused_change_can_be_tried_again_with_its_key(
    operator: Operator, anna: Caller
) -> None:
    gifts, billing = operator.systems.gifts, operator.systems.billing
    with pytest.raises(Refused, match="not_enough"):
        await gifts.send(anna, Present(ANNA, BORIS, "money", Decimal(400)), key="k")
    await billing.top_up(anna, ANNA, Decimal(100), key="money")
    sent = await gifts.send(anna, Present(ANNA, BORIS, "money", Decimal(400)), key="k")
    assert sent.balance == Decimal("42.50")


async def test_every_change_is_written_down(operator: Operator, anna: Caller) -> None:
    await operator.systems.billing.top_up(anna, ANNA, Decimal(100), key="k1")
    await operator.systems.billing.top_up(anna, ANNA, Decimal(100), key="k1")
    with pytest.raises(Refused):
        await operator.systems.billing.top_up(anna, ANNA, Decimal(1), key="k2")
    await operator.systems.messages.send_sms(anna, ANNA, "a code", key="k3")
    response = await operator.http.get("/admin/audit", headers=operator.headers("admin"))
    sms, top_up = response.json()
    assert (top_up["what"], top_up["subject"], top_up["channel"]) == ("top_up", ANNA, "app")
    assert (top_up["sureness"], top_up["key"]) == ("verified", "k1")
    assert top_up["details"]["amount"]["amount"] == "100"
    assert "content" not in sms["details"]


async def test_lists_are_paged(operator: Operator) -> None:
    response = await operator.http.get(
        "/tmf-api/productCatalogManagement/v4/productOffering",
        params={"offset": 1, "limit": 2, "fields": "name"},
        headers=operator.headers(None, "anonymous"),
    )
    assert [each["id"] for each in response.json()] == ["my_online_plus", "everywhere"]
    assert response.json()[0].keys() == {"id", "href", "@type", "name"}
    assert int(response.headers["X-Total-Count"]) == 7 + 5 + 11


async def test_an_unknown_address_is_an_error_in_the_same_shape(operator: Operator) -> None:
    response = await operator.http.get("/tmf-api/nothing")
    assert response.status_code == 404
    assert response.json().keys() == {"code", "reason", "message", "status", "details"}
