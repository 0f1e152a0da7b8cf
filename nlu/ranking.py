"""From a joint ranking of topics to what Mia would act on, and to Rasa's shape of it."""

from collections.abc import Callable, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any

from knowledge.corpus import ARTICLE_PREFIX
from nlu.thresholds import Thresholds

RETRIEVAL_INTENT = "faq"
OUT_OF_SCOPE = "out_of_scope"
WHOLE_RANKING = "ranking"  # of all topics, in a parse; only who parses sees it
_SHOWN = 10  # of a ranking, in what Rasa and its clients read

Ranking = Sequence[tuple[str, float]]
Ranker = Callable[[str], Ranking]


def weigh_outside(ranking: Ranking, odds: float) -> Ranking:
    """Return the ranking with the odds of ``out_of_scope`` multiplied; it still sums to 1."""
    whole = sum([c * odds if topic == OUT_OF_SCOPE else c for topic, c in ranking])
    weighed = [(t, (c * odds if t == OUT_OF_SCOPE else c) / whole) for t, c in ranking]
    return sorted(weighed, key=itemgetter(1), reverse=True)


def topic_of(ranking: Ranking, thresholds: Thresholds) -> tuple[str, float]:
    """Return the topic that Mia would act on, or ``out_of_scope`` below the lower threshold."""
    topic, confidence = ranking[0]
    if thresholds.verdict(confidence) == "reject":
        return OUT_OF_SCOPE, confidence
    return topic, confidence


def as_rasa(ranking: Ranking, thresholds: Thresholds) -> dict[str, Any]:
    """Return the message properties that Rasa and its clients read.

    ``intent`` and ``intent_ranking`` (an article is the intent ``faq``), ``response_selector`` for
    ``faq``, and the joint ranking under ``topics``.
    """
    topic, confidence = topic_of(ranking, thresholds)
    intents = _intents(ranking, _SHOWN)
    name = RETRIEVAL_INTENT if topic.startswith(ARTICLE_PREFIX) else topic
    return {
        "intent": {"name": name, "confidence": confidence},
        "intent_ranking": [{"name": n, "confidence": c} for n, c in intents],
        "topics": [{"name": n, "confidence": c} for n, c in ranking[:_SHOWN]],
        "response_selector": _selector(ranking),
    }


def _intents(ranking: Ranking, most: int) -> list[tuple[str, float]]:
    """Return the ranking's head with all articles as one intent, of the confidence of the best."""
    best: dict[str, float] = {}
    for topic, confidence in ranking:
        name = RETRIEVAL_INTENT if topic.startswith(ARTICLE_PREFIX) else topic
        best.setdefault(name, confidence)
        if len(best) == most:
            break
    return list(best.items())


def _selector(ranking: Ranking) -> dict[str, Any]:
    articles = (item for item in ranking if item[0].startswith(ARTICLE_PREFIX))
    found = list(islice(articles, _SHOWN))
    if not found:
        return {"all_retrieval_intents": [], RETRIEVAL_INTENT: {}}
    topic, confidence = found[0]
    return {
        "all_retrieval_intents": [RETRIEVAL_INTENT],
        RETRIEVAL_INTENT: {
            "response": {
                "intent_response_key": topic,
                "utter_action": f"utter_{topic}",
                "confidence": confidence,
                "responses": [],
            },
            "ranking": [{"intent_response_key": n, "confidence": c} for n, c in found],
        },
    }
