"""The demo operator's rules: promised payments, presents, statements, loyalty, PINs."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from actions.sandbox.clock import MOSCOW
from actions.sandbox.problems import Refusal
from actions.sandbox.rules import loyalty, pins, presents, promised, statements
from actions.sandbox.rules.presents import Present, Purse
from actions.sandbox.terms import (
    Card,
    LoyaltyTerms,
    PresentTerms,
    PromisedTerms,
    StatementTerms,
)

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=MOSCOW)
OLD = TODAY - timedelta(days=60)

PROMISED = PromisedTerms((Decimal(100), Decimal(200)), fee=Decimal(30), days=3, min_days=60)


def test_a_promised_payment_is_offered_to_whom_has_been_here_long_enough() -> None:
    assert promised.offer(PROMISED, OLD, None, TODAY).options == PROMISED.options
    assert promised.offer(PROMISED, OLD + timedelta(days=1), None, TODAY).refusal == "too_new"
    taken = promised.offer(PROMISED, OLD, TODAY, TODAY)
    assert (taken.options, taken.refusal, taken.due) == ((), "already_taken", TODAY)


def test_only_an_amount_that_was_offered_can_be_taken() -> None:
    offered = promised.offer(PROMISED, OLD, None, TODAY)
    promised.check(PROMISED, offered, Decimal("100.00"))
    with pytest.raises(Refusal, match="no_such_amount") as refused:
        promised.check(PROMISED, offered, Decimal(150))
    assert refused.value.details == {"options": ["100", "200"]}


PRESENTS = PresentTerms(
    least=Decimal(1),
    most={"gb": Decimal(10), "minutes": Decimal(300), "money": Decimal(1000)},
    cards={"card_film": Card("card_film", "a film", Decimal(199))},
    own_prefixes=("7900",),
)
GIVER, OWN, OTHER = "79000000001", "79000000002", "79161234567"
PURSE = Purse(balance=Decimal("342.50"), left=Decimal("12.4"), own=Decimal("9.4"))


def _present(recipient: str, item: str, amount: str = "1") -> Present:
    return Present(GIVER, recipient, item, Decimal(amount))


def test_gigabytes_come_from_the_package() -> None:
    quote = presents.quote(PRESENTS, _present(OWN, "gb", "2"), PURSE)
    assert (quote.price, quote.left_after, quote.own_network) == (0, Decimal("10.4"), True)
    assert quote.balance_after == PURSE.balance


def test_money_comes_from_the_balance() -> None:
    quote = presents.quote(PRESENTS, _present(OWN, "money", "42.50"), PURSE)
    assert (quote.price, quote.left_after) == (Decimal("42.50"), None)
    assert quote.balance_after == 300


@pytest.mark.parametrize(("recipient", "own_network"), [(OWN, True), (OTHER, False)])
def test_a_card_goes_to_any_operator(recipient: str, own_network: bool) -> None:
    quote = presents.quote(PRESENTS, _present(recipient, "card_film"), PURSE)
    assert (quote.price, quote.name, quote.own_network) == (199, "a film", own_network)
    assert quote.balance_after == Decimal("143.50")


@pytest.mark.parametrize(
    ("recipient", "item", "amount", "reason", "details"),
    [
        (GIVER, "gb", "1", "to_oneself", {}),
        (GIVER, "card_film", "1", "to_oneself", {}),
        (OTHER, "gb", "1", "other_operator", {}),
        (OTHER, "money", "1", "other_operator", {}),
        (OWN, "gb", "0.5", "too_little", {"min": "1"}),
        (OWN, "gb", "11", "too_much", {"max": "10"}),
        (OWN, "minutes", "301", "too_much", {"max": "300"}),
        (OWN, "money", "1001", "too_much", {"max": "1000"}),
        (OWN, "gb", "9.5", "not_enough", {"available": "9.4"}),
        (OWN, "money", "343", "not_enough", {"available": "342.5"}),
    ],
)
def test_presents_that_cannot_be_given(
    recipient: str, item: str, amount: str, reason: str, details: dict[str, str]
) -> None:
    with pytest.raises(Refusal) as refused:
        presents.quote(PRESENTS, _present(recipient, item, amount), PURSE)
    assert (refused.value.code, refused.value.details) == (reason, details)


def test_a_debt_leaves_nothing_to_give() -> None:
    with pytest.raises(Refusal, match="not_enough") as refused:
        presents.quote(PRESENTS, _present(OWN, "money"), Purse(Decimal("-54.20")))
    assert refused.value.details == {"available": "0"}


STATEMENTS = StatementTerms(max_days=180, price=Decimal(0))


@pytest.mark.parametrize(
    ("start", "end", "email", "reason"),
    [
        (TODAY, TODAY - timedelta(days=1), "a@b.ru", "bad_period"),
        (TODAY, TODAY + timedelta(days=1), "a@b.ru", "bad_period"),
        (TODAY - timedelta(days=180), TODAY, "a@b.ru", "too_long"),
        (TODAY, TODAY, None, "no_email"),
        (TODAY, TODAY, "a@", "no_email"),
        (TODAY, TODAY, "a b@c.ru", "no_email"),
    ],
)
def test_statements_that_cannot_be_ordered(
    start: date, end: date, email: str | None, reason: str
) -> None:
    with pytest.raises(Refusal, match=reason):
        statements.check(STATEMENTS, start, end, email, TODAY)


def test_the_longest_statement_is_of_180_days() -> None:
    start = TODAY - timedelta(days=179)
    assert statements.check(STATEMENTS, start, TODAY, "a@b.ru", TODAY) == "a@b.ru"


def test_offers_come_with_time_those_that_are_his_first() -> None:
    programme = [LoyaltyTerms("late", "late", 365), LoyaltyTerms("early", "early", 0)]
    offers = loyalty.offers(programme, TODAY - timedelta(days=364), TODAY)
    assert [offer.terms.id for offer in offers] == ["early", "late"]
    assert [offer.available for offer in offers] == [True, False]
    assert offers[1].available_from == TODAY + timedelta(days=1)


def test_a_pin_is_locked_after_three_wrong_tries() -> None:
    tries, verdicts = pins.Tries(), []
    for right in (False, False, False, True):
        tries, check = pins.judge(tries, right, NOW)
        verdicts.append((check.verdict, check.tries_left))
    assert verdicts == [("wrong", 2), ("wrong", 1), ("wrong", 0), ("locked", 0)]


def test_a_lock_ends_and_tries_begin_anew() -> None:
    locked = pins.Tries(3, NOW + pins.LOCKED_FOR)
    _, still = pins.judge(locked, True, NOW + timedelta(minutes=14, seconds=59))
    assert still.verdict == "locked"
    tries, check = pins.judge(locked, False, NOW + timedelta(minutes=15))
    assert (tries.wrong, check.tries_left) == (1, 2)


def test_a_right_pin_forgets_the_wrong_ones() -> None:
    tries, check = pins.judge(pins.Tries(2), True, NOW)
    assert (tries, check) == (pins.Tries(), pins.Check("right", 3))
