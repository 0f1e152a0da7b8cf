"""Fitting how follow-ups are weighed: what makes the right topics likeliest."""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace

import numpy as np
from scipy.optimize import minimize

from knowledge.heldout import HeldoutPhrase
from nlu.context import ContextWeights, after, in_context, is_follow_up
from nlu.ranking import Ranker, Ranking

_FITTED = 4  # of the weights, the first
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A message after an answer, ranked by itself and together with the answer's title."""

    about: str
    alone: Ranking
    together: Ranking
    right: tuple[str, ...]


def follow_ups(
    phrases: Sequence[HeldoutPhrase], rank: Ranker, weights: ContextWeights
) -> list[FollowUp]:
    """Return those phrases that need what was said before them."""
    found = []
    for phrase in phrases:
        alone = rank(phrase.text)
        if phrase.about and is_follow_up(phrase.text, alone, weights):
            together = rank(after(phrase.about, phrase.text))
            found.append(FollowUp(phrase.about, alone, together, phrase.topics))
    return found


def fit(examples: Sequence[FollowUp], start: ContextWeights) -> ContextWeights:
    """Return the weights with the least mean log loss of the right topics (Nelder and Mead, 1965).

    Raises:
        ValueError: there are no examples.
    """
    if not examples:
        raise ValueError("no follow-ups to fit the weights on")
    given = astuple(start)[:_FITTED]
    found = minimize(lambda x: _loss(examples, _with(start, x)), given, method="Nelder-Mead")
    return _with(start, [round(value, 2) for value in found.x])


def _with(start: ContextWeights, values: Sequence[float]) -> ContextWeights:
    alone, together, near, same = map(float, values)
    return replace(start, alone=alone, together=together, near=near, same=same)


def _loss(examples: Sequence[FollowUp], weights: ContextWeights) -> float:
    return float(np.mean([_surprise(example, weights) for example in examples]))


def _surprise(example: FollowUp, weights: ContextWeights) -> float:
    ranking = in_context(example.about, example.alone, example.together, weights)
    chance = sum(confidence for topic, confidence in ranking if topic in example.right)
    return -math.log(max(chance, _LEAST))
