"""The three lines that an agent reads first."""

from __future__ import annotations

import pytest

from bot.desk.history import History
from bot.desk.summary import summarise


@pytest.mark.parametrize(
    ("topic", "action", "title"),
    [
        ("check_balance", "action_check_balance", "баланс"),
        ("explain_charges", "action_explain_charges", "списания"),  # it has words for once more
    ],
)
def test_a_task_that_was_done_is_named(topic: str, action: str, title: str) -> None:
    wanted, done, stuck = summarise(History(topics=[topic], done=[action]), "Попросил человека")
    assert (wanted, done) == (f"О чём: {title}", f"Миа сделала: {title}")
    assert stuck == "Попросил человека"


def test_a_step_on_the_way_has_done_nothing() -> None:
    _, done, _ = summarise(History(topics=["top_up"], done=["action_check_top_up"]), "")
    assert done == "Миа ещё ничего не сделала"
