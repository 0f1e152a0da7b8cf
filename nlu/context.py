"""Follow-ups: «а сколько стоит» after an answer means something only by that answer.

A message is ranked alone, and once more after the title of what Mia has just answered, as the
follow-ups of ``nlu/follow_ups`` are in training. The two rankings are pooled as logarithms (Heskes,
1998), with a prior for what the answer leads to.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from knowledge.corpus import corpus
from knowledge.files import read_yaml
from knowledge.follow_ups import said_after
from knowledge.neighbours import neighbours
from nlu.ranking import OUT_OF_SCOPE, Ranker, Ranking
from nlu.text import DATA

FILE = DATA / "context.yml"

_LEAST = 1e-6  # a confidence below it says no more than one of it


@dataclass(frozen=True, slots=True)
class ContextWeights:
    """What is added up for a topic. Of the two rankings: weights of the logarithms of confidences.

    ``near`` is added to what the answer leads to, ``same`` besides to the answer's own topic. A
    message that is ``sure`` by itself, or has more words than ``longest``, is no follow-up.
    """

    alone: float
    together: float
    near: float
    same: float
    sure: float
    longest: float

    @classmethod
    @cache
    def load(cls) -> "ContextWeights":
        """Read the weights from the data."""
        return cls(**{name: float(v) for name, v in read_yaml(FILE).items()})


def is_follow_up(text: str, alone: Ranking, weights: ContextWeights) -> bool:
    """Tell whether a message may need what was said before it to be understood."""
    topic, confidence = alone[0]
    by_itself = topic != OUT_OF_SCOPE and confidence >= weights.sure
    return not by_itself and len(text.split()) <= weights.longest


def after(about: str, text: str) -> str:
    """Return a message with the title of the topic ``about`` before it, as it is ranked together."""
    return said_after(_titles()[about], text)


def rank_after(
    about: str | None, text: str, rank: Ranker, weights: ContextWeights, act: float
) -> Ranking:
    """Return the ranking of a message said after the answer to ``about``, or after none.

    What can be acted on by itself (from the confidence ``act`` on) is not made doubtful by what was
    said before.
    """
    alone = rank(text)
    if about is None or not is_follow_up(text, alone, weights):
        return alone
    found = in_context(about, alone, rank(after(about, text)), weights)
    (topic, confidence), (_, after_all) = alone[0], found[0]
    return alone if topic != OUT_OF_SCOPE and confidence >= act > after_all else found


def in_context(
    about: str, alone: Ranking, together: Ranking, weights: ContextWeights
) -> list[tuple[str, float]]:
    """Return the ranking of a message that was said after the answer to ``about``.

    ``alone`` and ``together`` rank all topics: the message, and what ``after`` makes of it.
    """
    near, besides = neighbours()[about], dict(together)
    scores = {
        topic: weights.alone * _log(confidence)
        + weights.together * _log(besides.get(topic, 0.0))
        + weights.near * (topic in near)
        + weights.same * (topic == about)
        for topic, confidence in alone
    }
    return _normalized(scores)


def _log(confidence: float) -> float:
    return math.log(max(confidence, _LEAST))


def _normalized(scores: Mapping[str, float]) -> list[tuple[str, float]]:
    highest = max(scores.values())
    odds = {topic: math.exp(score - highest) for topic, score in scores.items()}
    whole = sum(odds.values())
    ranked = sorted(odds.items(), key=lambda item: (-item[1], item[0]))
    return [(topic, value / whole) for topic, value in ranked]


@cache
def _titles() -> Mapping[str, str]:
    return {topic.id: topic.title for topic in corpus().topics()}
