"""What Mia would act on, and the shape that Rasa's clients read."""

import pytest

from nlu.ranking import OUT_OF_SCOPE, as_rasa, topic_of, weigh_outside
from nlu.thresholds import Thresholds, Verdict

THRESHOLDS = Thresholds(act=0.5, understand=0.2)
RANKING = [("faq/esim_how", 0.6), ("replace_sim", 0.25), ("faq/puk_code", 0.1), ("thank", 0.05)]


@pytest.mark.parametrize(
    ("confidence", "verdict"),
    [
        (1.0, "act"),
        (0.5, "act"),
        (0.4999, "clarify"),
        (0.2, "clarify"),
        (0.1999, "reject"),
        (0.0, "reject"),
    ],
)
def test_confidence_decides_what_is_done(confidence: float, verdict: Verdict) -> None:
    assert THRESHOLDS.verdict(confidence) == verdict


def test_topic_below_the_lower_threshold_is_out_of_scope() -> None:
    assert topic_of([("thank", 0.19), ("greet", 0.18)], THRESHOLDS) == (OUT_OF_SCOPE, 0.19)
    assert topic_of([("thank", 0.2)], THRESHOLDS) == ("thank", 0.2)


def test_article_is_the_intent_faq() -> None:
    shape = as_rasa(RANKING, THRESHOLDS)
    assert shape["intent"] == {"name": "faq", "confidence": 0.6}
    assert shape["intent_ranking"] == [
        {"name": "faq", "confidence": 0.6},
        {"name": "replace_sim", "confidence": 0.25},
        {"name": "thank", "confidence": 0.05},
    ]
    assert shape["topics"][0] == {"name": "faq/esim_how", "confidence": 0.6}
    assert len(shape["topics"]) == 4


def test_selector_names_the_best_article() -> None:
    selector = as_rasa(RANKING, THRESHOLDS)["response_selector"]
    assert selector["all_retrieval_intents"] == ["faq"]
    response = selector["faq"]["response"]
    assert response["intent_response_key"] == "faq/esim_how"
    assert response["utter_action"] == "utter_faq/esim_how"
    assert [item["intent_response_key"] for item in selector["faq"]["ranking"]] == [
        "faq/esim_how",
        "faq/puk_code",
    ]


def test_selector_is_filled_when_a_task_wins() -> None:
    shape = as_rasa([("replace_sim", 0.8), ("faq/esim_how", 0.2)], THRESHOLDS)
    assert shape["intent"]["name"] == "replace_sim"
    assert shape["response_selector"]["faq"]["response"]["confidence"] == 0.2


def test_no_article_at_all() -> None:
    selector = as_rasa([("thank", 1.0)], THRESHOLDS)["response_selector"]
    assert selector == {"all_retrieval_intents": [], "faq": {}}


def test_rejected_message_keeps_its_ranking() -> None:
    shape = as_rasa([("thank", 0.1), ("greet", 0.09)], THRESHOLDS)
    assert shape["intent"]["name"] == OUT_OF_SCOPE
    assert shape["topics"][0]["name"] == "thank"


def test_rankings_are_cut_at_ten() -> None:
    long = [(f"faq/{at}", 0.05) for at in range(20)]
    shape = as_rasa([*long, *[(f"task_{at}", 0.0) for at in range(20)]], THRESHOLDS)
    assert len(shape["topics"]) == len(shape["intent_ranking"]) == 10
    assert len(shape["response_selector"]["faq"]["ranking"]) == 10


def test_odds_of_the_foreign_are_weighed() -> None:
    ranking = [("thank", 0.5), (OUT_OF_SCOPE, 0.3), ("greet", 0.2)]
    (first, share), (second, rest), (third, least) = weigh_outside(ranking, 3.0)
    assert (first, second, third) == (OUT_OF_SCOPE, "thank", "greet")
    assert share == pytest.approx(0.9 / 1.6)
    assert share + rest + least == pytest.approx(1.0)
    assert weigh_outside(ranking, 1.0) == ranking
