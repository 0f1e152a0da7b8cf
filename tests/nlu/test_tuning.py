"""Thresholds come from costs."""

from dataclasses import replace

import pytest

from nlu.ranking import OUT_OF_SCOPE
from nlu.tuning import Costs, Ranked, choose

COSTS = Costs(
    wrong_action=5,
    near_miss=1,
    ask=1,
    ask_in_vain=2,
    missed=3,
    outside_share=0.5,
    most_missed=0.5,
)
SURE = Ranked([("top_up", 0.9), ("thank", 0.06), (OUT_OF_SCOPE, 0.04)], ("top_up",))
HALF = Ranked([("top_up", 0.55), ("thank", 0.42), (OUT_OF_SCOPE, 0.03)], ("thank",))
FOREIGN = Ranked([("top_up", 0.6), (OUT_OF_SCOPE, 0.35), ("thank", 0.05)], (OUT_OF_SCOPE,))


def test_acts_where_it_is_right_and_asks_where_it_is_not() -> None:
    chosen = choose([SURE] * 8 + [HALF] * 2 + [FOREIGN] * 10, COSTS)
    assert chosen.understand < 0.53 < chosen.act <= 0.85
    assert chosen.outside > 0.6 / 0.35


def test_asks_nobody_where_a_question_costs_too_much() -> None:
    dear = replace(COSTS, ask=50, ask_in_vain=50)
    assert choose([SURE, HALF, FOREIGN], dear).act <= 0.55


def test_foreign_are_not_kept_out_at_any_price() -> None:
    ours = replace(SURE, ranking=FOREIGN.ranking)
    chosen = choose([ours] * 3 + [FOREIGN], replace(COSTS, most_missed=0.0))
    assert chosen.outside < 0.6 / 0.35


def test_one_foreign_phrase_decides_nothing() -> None:
    odd = replace(FOREIGN, ranking=[("top_up", 0.98), (OUT_OF_SCOPE, 0.01), ("thank", 0.01)])
    chosen = choose([SURE] * 20 + [FOREIGN] * 20 + [odd], COSTS)
    assert 0.6 / 0.35 < chosen.outside < 0.98 / 0.01


def test_where_chance_decides_confidences_are_believed() -> None:
    sure = [replace(SURE, ranking=[("top_up", 1.0)])] * 20
    outside = [replace(FOREIGN, ranking=[(OUT_OF_SCOPE, 1.0)])] * 20
    for wrong_action, act in ((2.0, 0.5), (5.0, 0.8)):
        assert choose(sure + outside, replace(COSTS, wrong_action=wrong_action)).act == act


def test_a_task_and_its_article_may_stand_for_each_other() -> None:
    ranking = [("promised_payment", 0.4), ("faq/promised_payment_terms", 0.2), ("thank", 0.2)]
    together = (0.4 + 0.2) / (0.4 + 0.2 + 0.2)
    terms = [Ranked(ranking, ("faq/promised_payment_terms",))] * 9
    assert choose([*terms, *[FOREIGN] * 20], replace(COSTS, near_miss=0.5)).act <= together
    assert choose([*terms, *[FOREIGN] * 20], replace(COSTS, near_miss=5)).act > together


def test_phrases_of_one_kind_alone() -> None:
    with pytest.raises(ValueError, match="foreign"):
        choose([SURE], COSTS)


def test_costs_of_the_project() -> None:
    costs = Costs.load()
    assert costs.wrong_action > costs.ask_in_vain > costs.ask
