"""Thresholds chosen from costs: the cheapest on phrases that were never trained on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from knowledge.files import read_yaml
from nlu.matters import same_matter, sureness
from nlu.ranking import OUT_OF_SCOPE, Ranking, topic_of, weigh_outside
from nlu.text import DATA
from nlu.thresholds import Thresholds

_OFFERED = 3  # topics that a question back offers at most
_ACT = [step / 100 for step in range(40, 81, 5)]
_UNDERSTAND = [step / 100 for step in range(10, 46, 5)]
_OUTSIDE = [1.0, 2.0, 4.0, 8.0, 16.0, 24.0, 32.0, 48.0, 64.0, 96.0, 128.0, 192.0]


@dataclass(frozen=True, slots=True)
class Costs:
    """See ``nlu/data/costs.yml``."""

    wrong_action: float
    near_miss: float
    ask: float
    ask_in_vain: float
    missed: float
    outside_share: float
    most_missed: float

    @classmethod
    def load(cls) -> "Costs":
        """Read the costs from the data."""
        return cls(**{name: float(cost) for name, cost in read_yaml(DATA / "costs.yml").items()})


@dataclass(frozen=True, slots=True)
class Ranked:
    """A phrase's ranking before ``outside`` is weighed in, and the topics that are right."""

    ranking: Ranking
    right: tuple[str, ...]

    @property
    def outside(self) -> bool:
        """Whether the phrase is not ours."""
        return self.right[0] == OUT_OF_SCOPE


def choose(phrases: Sequence[Ranked], costs: Costs) -> Thresholds:
    """Return the cheapest thresholds of a grid that miss no more than they may.

    What no more than one foreign phrase decides is chance: of what costs as much but for that, the lowest
    ``understand`` is taken, then the lowest ``outside``, then the ``act`` next to what would be right
    if confidences were true (an expected wrong action costs as much as a question there).

    Raises:
        ValueError: there are no phrases of ours or no foreign ones, or all thresholds miss too much.
    """
    outside = [phrase for phrase in phrases if phrase.outside]
    inside = [phrase for phrase in phrases if not phrase.outside]
    if not outside or not inside:
        raise ValueError("thresholds need phrases of ours and foreign ones")
    prices = {thresholds: price for price, thresholds in _priced(inside, outside, costs)}
    if not prices:
        raise ValueError("any thresholds miss more than most_missed")
    cheapest = min(prices, key=prices.__getitem__)
    most = prices[cheapest] + costs.outside_share * costs.wrong_action / len(outside)
    fair = 1 - costs.ask / costs.wrong_action
    return min(
        (thresholds for thresholds, price in prices.items() if price <= most),
        key=lambda found: (found.understand, found.outside, abs(found.act - fair)),
    )


def _priced(
    inside: Sequence[Ranked], outside: Sequence[Ranked], costs: Costs
) -> Iterator[tuple[float, Thresholds]]:
    for odds in _OUTSIDE:
        ours, foreign = ([_weighed(p, odds) for p in group] for group in (inside, outside))
        for act, understand in product(_ACT, _UNDERSTAND):
            thresholds = Thresholds(act, understand, odds)
            if understand > act or _missed(ours, thresholds) > costs.most_missed:
                continue
            price = (1 - costs.outside_share) * _mean_cost(ours, thresholds, costs)
            yield price + costs.outside_share * _mean_cost(foreign, thresholds, costs), thresholds


def _weighed(phrase: Ranked, odds: float) -> Ranked:
    return Ranked(weigh_outside(phrase.ranking, odds)[:_OFFERED], phrase.right)


def _missed(phrases: Sequence[Ranked], thresholds: Thresholds) -> float:
    missed = sum(topic_of(p.ranking, thresholds)[0] == OUT_OF_SCOPE for p in phrases)
    return missed / len(phrases)


def _mean_cost(phrases: Sequence[Ranked], thresholds: Thresholds, costs: Costs) -> float:
    return sum(_cost(phrase, thresholds, costs) for phrase in phrases) / len(phrases)


def _cost(phrase: Ranked, thresholds: Thresholds, costs: Costs) -> float:
    topic, _ = topic_of(phrase.ranking, thresholds)
    if topic == OUT_OF_SCOPE:
        return 0.0 if phrase.outside else costs.missed
    if thresholds.verdict(sureness(phrase.ranking)) == "act":
        return _cost_of_acting(topic, phrase.right, costs)
    offered = {name for name, _ in phrase.ranking}
    return costs.ask if offered & set(phrase.right) and not phrase.outside else costs.ask_in_vain


def _cost_of_acting(topic: str, right: Sequence[str], costs: Costs) -> float:
    if topic in right:
        return 0.0
    near = any(same_matter(topic, other) for other in right)
    return costs.near_miss if near else costs.wrong_action
