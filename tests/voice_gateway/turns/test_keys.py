"""Keys, under virtual time."""

from __future__ import annotations

import pytest

from voice_gateway.turns.keys import Keys, Pressed
from voice_gateway.turns.rules import Expect, rules

RULES = rules().keys


def keys(expect: Expect, *, secret: bool = False, most: int | None = None) -> Keys:
    made = Keys(RULES)
    made.begin(expect, secret=secret, most=most)
    return made


def press(collector: Keys, pressed: str, *, at: float = 0.0) -> list[Pressed]:
    return [collector.press(key, at + n * 0.2) for n, key in enumerate(pressed)]


@pytest.mark.parametrize("expect", ["open", "yes_no", "choice"])
def test_zero_calls_a_person_at_once(expect: Expect) -> None:
    assert press(keys(expect), "0") == ["person"]


def test_a_lone_zero_among_digits_calls_a_person_after_a_moment() -> None:
    collector = keys("digits")
    assert press(collector, "0") == ["more"]
    assert collector.pass_time(RULES.person - 0.1) == "nothing"
    assert collector.pass_time(RULES.person) == "person"


def test_a_zero_that_begins_digits_is_one_of_them() -> None:
    collector = keys("digits")
    assert press(collector, "05") == ["more", "more"]
    assert collector.pass_time(0.2 + RULES.person) == "nothing"
    assert collector.pass_time(0.2 + RULES.between) == "answer"
    assert collector.pressed == "05"


@pytest.mark.parametrize("expect", ["digits", "code"])
def test_hash_ends_digits(expect: Expect) -> None:
    collector = keys(expect)
    assert press(collector, "150#") == ["more", "more", "more", "answer"]
    assert collector.pressed == "150"


@pytest.mark.parametrize(
    ("most", "pressed", "ends"),
    [(5, "4", True), (5, "1", True), (10, "9", True), (10, "1", False), (10, "10", True)],
)
def test_a_mark_ends_with_the_key_after_which_none_could_come(
    most: int, pressed: str, ends: bool
) -> None:
    collector = keys("digits", most=most)
    assert (press(collector, pressed)[-1] == "answer") is ends


def test_star_begins_anew() -> None:
    collector = keys("digits")
    assert press(collector, "19*2#")[-1] == "answer"
    assert collector.pressed == "2"


@pytest.mark.parametrize("number", ["79000000002", "89000000002", "9000000002"])
def test_a_phone_number_ends_by_itself(number: str) -> None:
    collector = keys("digits")
    assert press(collector, number) == ["more"] * (len(number) - 1) + ["answer"]


def test_a_pin_ends_by_itself() -> None:
    assert press(keys("digits", secret=True), "0000") == ["more", "more", "more", "answer"]


def test_digits_without_an_end_are_complete_after_a_while() -> None:
    collector = keys("digits")
    press(collector, "300")
    assert collector.pass_time(0.4 + RULES.between - 0.1) == "nothing"
    assert collector.pass_time(0.4 + RULES.between) == "answer"


def test_a_key_that_says_nothing() -> None:
    collector = keys("digits")
    assert press(collector, "#A") == ["nothing", "nothing"]
    assert collector.pass_time(100) == "nothing"


def test_a_choice_is_one_key() -> None:
    collector = keys("choice")
    assert press(collector, "2") == ["answer"]
    assert collector.pressed == "2"


def test_who_looks_for_each_key_of_a_phone_number_is_waited_for() -> None:
    collector = keys("digits")
    press(collector, "9000000")
    assert collector.pass_time(1.2 + RULES.unfinished - 0.1) == "nothing"
    assert collector.pass_time(1.2 + RULES.unfinished) == "answer"


def test_a_pin_that_begins_with_zero_is_no_wish_for_a_person() -> None:
    collector = keys("digits", secret=True)
    assert press(collector, "0") == ["more"]
    assert collector.pass_time(RULES.unfinished - 0.1) == "nothing"
    assert press(collector, "456", at=RULES.unfinished - 0.1)[-1] == "answer"
    assert collector.pressed == "0456"
