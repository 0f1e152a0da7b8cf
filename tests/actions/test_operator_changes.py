"""Changes at the demo operator through the real clients: what they do, and what refuses them."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from actions.operator.call import Caller
from actions.operator.errors import NotFound, Refused
from actions.operator.gifts import Present
from tests.actions.in_process import Operator

pytestmark = pytest.mark.asyncio

ANNA, BORIS, VICTORIA, EGOR = "79000000001", "79000000002", "79000000003", "79000000006"
OTHER_OPERATOR = "79161234567"


def _caller(msisdn: str) -> Caller:
    return Caller(msisdn, "verified", "app")


async def _left(operator: Operator, msisdn: str) -> list[Decimal]:
    account = await operator.systems.billing.account(_caller(msisdn), msisdn)
    return [each.left for each in account.remaining]


async def _balance(operator: Operator, msisdn: str) -> Decimal:
    return (await operator.systems.billing.account(_caller(msisdn), msisdn)).balance


async def test_a_top_up_is_on_the_balance(operator: Operator, anna: Caller) -> None:
    paid = await operator.systems.billing.top_up(anna, ANNA, Decimal("50.50"), key="k")
    assert (paid.amount, paid.balance) == (Decimal("50.50"), Decimal("393.00"))
    assert await _balance(operator, ANNA) == Decimal("393.00")


@pytest.mark.parametrize(
    ("amount", "reason", "details"),
    [("49.99", "too_little", {"min": "50"}), ("15001", "too_much", {"max": "15000"})],
)
async def test_top_up_has_limits(
    operator: Operator, anna: Caller, amount: str, reason: str, details: dict[str, str]
) -> None:
    with pytest.raises(Refused) as refused:
        await operator.systems.billing.top_up(anna, ANNA, Decimal(amount), key="k")
    assert (refused.value.reason, refused.value.details) == (reason, details)


async def test_a_promised_payment_is_taken_once(operator: Operator) -> None:
    boris, billing = _caller(BORIS), operator.systems.billing
    offer = await billing.promised_offer(boris, BORIS)
    assert (offer.options, offer.fee, offer.days) == ((100, 200, 300, 500), 30, 3)
    taken = await billing.take_promised(boris, BORIS, Decimal(300), key="k")
    today = operator.clock.now().date()
    assert (taken.due, taken.fee) == (today + timedelta(days=3), 30)
    assert taken.balance == Decimal("215.80") == await _balance(operator, BORIS)
    again = await billing.promised_offer(boris, BORIS)
    assert (again.options, again.refusal, again.due) == ((), "already_taken", taken.due)
    with pytest.raises(Refused, match="already_taken"):
        await billing.take_promised(boris, BORIS, Decimal(100), key="k2")
    assert (await billing.charges(boris, BORIS, days=0))[0].amount == 30


async def test_a_promised_payment_goes_back_when_its_days_are_over(operator: Operator) -> None:
    boris, billing = _caller(BORIS), operator.systems.billing
    await billing.take_promised(boris, BORIS, Decimal(300), key="k")
    operator.clock.set(operator.clock.now() + timedelta(days=4))
    assert await _balance(operator, BORIS) == Decimal("-84.20")
    assert (await billing.promised_offer(boris, BORIS)).options


async def test_a_newcomer_has_no_promised_payment(operator: Operator) -> None:
    egor, billing = _caller(EGOR), operator.systems.billing
    offer = await billing.promised_offer(egor, EGOR)
    assert (offer.refusal, offer.min_days) == ("too_new", 60)
    with pytest.raises(Refused, match="too_new"):
        await billing.take_promised(egor, EGOR, Decimal(100), key="k")


async def test_a_statement_is_ordered_for_its_days(operator: Operator, anna: Caller) -> None:
    today = operator.clock.now().date()
    start = today - timedelta(days=30)
    billing = operator.systems.billing
    ordered = await billing.order_statement(
        anna, ANNA, "calls", start, today, email="anna@example.ru", key="k"
    )
    assert (ordered.start, ordered.end, ordered.price) == (start, today, 0)
    assert ordered.email == "anna@example.ru"
    with pytest.raises(Refused, match="no_email"):
        await billing.order_statement(anna, ANNA, "calls", start, today, email=None, key="k2")
    with pytest.raises(Refused, match="too_long") as refused:
        await billing.order_statement(
            anna, ANNA, "calls", today - timedelta(days=180), today, email="a@b.ru", key="k3"
        )
    assert refused.value.details == {"max_days": 180}


async def test_gifts_that_are_due(operator: Operator, anna: Caller, victoria: Caller) -> None:
    today = operator.clock.now().date()
    annas = {each.id: each for each in await operator.systems.gifts.due(anna, ANNA)}
    assert annas["birthday"].refusal is None
    assert annas["birthday"].closes == today + timedelta(days=7)
    assert annas["sim_birthday"].refusal == "not_due"
    assert annas["internet_setup"].refusal is None
    claimed = await operator.systems.gifts.claim(victoria, VICTORIA, "sim_birthday", key="k")
    assert (claimed.gb, claimed.until) == (5, today + timedelta(days=30))
    assert await _left(operator, VICTORIA) == [101, 2380, 498]


async def test_gifts_that_are_refused(operator: Operator, anna: Caller) -> None:
    gifts = operator.systems.gifts
    await gifts.claim(anna, ANNA, "birthday", key="k")
    with pytest.raises(Refused, match="already_claimed"):
        await gifts.claim(anna, ANNA, "birthday", key="k2")
    with pytest.raises(Refused, match="not_due") as refused:
        await gifts.claim(anna, ANNA, "sim_birthday", key="k3")
    assert refused.value.details.keys() == {"opens", "closes"}
    with pytest.raises(Refused, match="internet_not_configured"):
        await gifts.claim(_caller(EGOR), EGOR, "internet_setup", key="k4")
    with pytest.raises(NotFound):
        await gifts.claim(anna, ANNA, "new_year", key="k5")
    assert await _left(operator, ANNA) == [Decimal("12.4"), 330, 45]


async def test_a_present_of_gigabytes(operator: Operator, anna: Caller) -> None:
    gifts = operator.systems.gifts
    quote = await gifts.quote(anna, Present(ANNA, BORIS, "gb", Decimal(5)))
    assert (quote.left_after, quote.price, quote.own_network) == (Decimal("7.4"), 0, True)
    sent = await gifts.send(anna, Present(ANNA, BORIS, "gb", Decimal(5)), key="k")
    assert (sent.left, sent.balance) == (Decimal("7.4"), Decimal("342.50"))
    assert (await _left(operator, ANNA))[0] == Decimal("7.4")
    assert (await _left(operator, BORIS))[0] == 5


async def test_what_was_given_is_not_given_on(operator: Operator, anna: Caller) -> None:
    await operator.systems.gifts.send(anna, Present(ANNA, BORIS, "gb", Decimal(5)), key="k")
    with pytest.raises(Refused, match="not_enough") as refused:
        await operator.systems.gifts.send(
            _caller(BORIS), Present(BORIS, ANNA, "gb", Decimal(1)), key="k"
        )
    assert refused.value.details == {"available": "0"}


async def test_a_present_of_money(operator: Operator, anna: Caller) -> None:
    sent = await operator.systems.gifts.send(
        anna, Present(ANNA, BORIS, "money", Decimal(100)), key="k"
    )
    assert (sent.balance, sent.left) == (Decimal("242.50"), None)
    assert await _balance(operator, BORIS) == Decimal("45.80")


async def test_a_present_to_a_number_that_the_demo_does_not_have(
    operator: Operator, anna: Caller
) -> None:
    await operator.systems.gifts.send(
        anna, Present(ANNA, "79005550000", "minutes", Decimal(30)), key="k"
    )
    assert (await _left(operator, ANNA))[1] == 200


async def test_a_card_goes_by_sms(operator: Operator, anna: Caller) -> None:
    gifts = operator.systems.gifts
    sent = await gifts.send(anna, Present(ANNA, OTHER_OPERATOR, "card_coffee", Decimal(1)), key="k")
    assert (sent.balance, sent.left) == (Decimal("192.50"), None)
    (text,) = await operator.sms(OTHER_OPERATOR)
    assert sent.name is not None
    assert sent.name in text
    with pytest.raises(Refused, match="other_operator"):
        await gifts.quote(anna, Present(ANNA, OTHER_OPERATOR, "gb", Decimal(1)))


async def test_a_code_is_redeemed_once(operator: Operator, anna: Caller) -> None:
    codes = operator.systems.promo_codes
    offer = await codes.look_up(anna, ANNA, "mia 2026")
    assert (offer.code, offer.effect.gb, offer.effect.days) == ("MIA2026", 5, 30)
    redeemed = await codes.redeem(anna, ANNA, "Mia-2026", key="k")
    assert redeemed.until == operator.clock.now().date() + timedelta(days=30)
    assert (await _left(operator, ANNA))[0] == Decimal("17.4")
    with pytest.raises(Refused, match="already_used"):
        await codes.redeem(anna, ANNA, "MIA2026", key="k2")


async def test_codes_of_the_world(
    operator: Operator, world: dict[str, Any], newcomer: Callable[[], Caller]
) -> None:
    caller, codes = newcomer(), operator.systems.promo_codes
    assert caller.subject
    outcomes = {}
    for number, data in enumerate(world["promo_codes"]):
        try:
            redeemed = await codes.redeem(
                caller, caller.subject, data["code"].lower(), key=str(number)
            )
            outcomes[redeemed.code] = "redeemed"
        except Refused as refused:
            outcomes[data["code"]] = refused.reason
    assert list(outcomes.values()) == ["redeemed", "redeemed", "expired", "used_up", "redeemed"]
    assert await _left(operator, caller.subject) == [8, 300, 0]


async def test_five_wrong_codes_an_hour(operator: Operator, anna: Caller) -> None:
    codes = operator.systems.promo_codes
    for code in ("WRONG1", "WRONG2", "WRONG3"):
        with pytest.raises(Refused, match="unknown"):
            await codes.redeem(anna, ANNA, code, key=code)
    for code in ("WRONG4", "WRONG5"):
        with pytest.raises(Refused, match="unknown"):
            await codes.look_up(anna, ANNA, code)
    with pytest.raises(Refused, match="too_many_tries") as refused:
        await codes.redeem(anna, ANNA, "MIA2026", key="k")
    assert "until" in refused.value.details
    operator.clock.set(operator.clock.now() + timedelta(hours=1))
    assert (await codes.redeem(anna, ANNA, "MIA2026", key="k")).code == "MIA2026"


async def test_a_repeat_of_a_wrong_code_is_no_second_try(operator: Operator, anna: Caller) -> None:
    codes = operator.systems.promo_codes
    for _ in range(6):
        with pytest.raises(Refused, match="unknown"):
            await codes.redeem(anna, ANNA, "WRONG", key="the same")


async def test_a_code_on_request(operator: Operator, anna: Caller) -> None:
    codes = operator.systems.promo_codes
    issued = await codes.request(anna, ANNA, key="k")
    with pytest.raises(Refused, match="too_soon") as refused:
        await codes.request(anna, ANNA, key="k2")
    following = operator.clock.now().date() + timedelta(days=90)
    assert refused.value.details == {"next": following.isoformat()}
    with pytest.raises(Refused, match="unknown"):
        await codes.redeem(_caller(BORIS), BORIS, issued.code, key="k")
    assert (await codes.redeem(anna, ANNA, issued.code, key="k3")).effect.gb == 2
    with pytest.raises(Refused, match="already_used"):
        await codes.redeem(anna, ANNA, issued.code, key="k4")
    with pytest.raises(Refused, match="too_new") as refused:
        await codes.request(_caller(EGOR), EGOR, key="k")
    assert refused.value.details == {"from_days": 180}


async def test_a_sim_card_is_blocked_once_for_its_first_reason(operator: Operator) -> None:
    claimed, inventory = Caller(ANNA, "claimed", "phone"), operator.systems.inventory
    assert (await inventory.block_sim(claimed, ANNA, "stolen", key="k")).sim_blocked == "stolen"
    assert (await inventory.block_sim(claimed, ANNA, "lost", key="k2")).sim_blocked == "stolen"


@pytest.mark.parametrize("msisdn", [ANNA, "79009999999"])
async def test_a_pin_has_three_tries_whoever_has_the_number(
    operator: Operator, msisdn: str
) -> None:
    customers, nobody = operator.systems.customers, Caller(None, "claimed", "phone")
    checks = [await customers.check_pin(nobody, msisdn, pin) for pin in ("1", "2", "3", "4821")]
    assert [(check.verdict, check.tries_left) for check in checks] == [
        ("wrong", 2),
        ("wrong", 1),
        ("wrong", 0),
        ("locked", 0),
    ]


async def test_a_pin_can_be_tried_again_after_a_quarter_of_an_hour(operator: Operator) -> None:
    customers, nobody = operator.systems.customers, Caller(None, "claimed", "phone")
    for _ in range(3):
        await customers.check_pin(nobody, ANNA, "0000")
    operator.clock.set(operator.clock.now() + timedelta(minutes=15))
    assert (await customers.check_pin(nobody, ANNA, "4821")).verdict == "right"


async def test_an_sms_is_stored(operator: Operator, anna: Caller) -> None:
    identity = await operator.systems.messages.send_sms(anna, ANNA, "1234", key="k")
    assert await operator.systems.messages.send_sms(anna, ANNA, "1234", key="k") == identity
    assert await operator.sms(ANNA) == ["1234"]
