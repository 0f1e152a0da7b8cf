"""How well phrases that were never trained on are understood."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.corpus import ARTICLE_PREFIX, STYLES
from knowledge.heldout import HeldoutPhrase
from nlu.context import ContextWeights, rank_after
from nlu.metrics import Confusion, Share, calibration_error, confusions
from nlu.ranking import OUT_OF_SCOPE, Ranker, Ranking, topic_of
from nlu.thresholds import Thresholds

ARTICLE_DEPTH = 3


@dataclass(frozen=True, slots=True)
class HeldoutReport:
    """Shares over a held-out set.

    All but the two of rejection look at the joint ranking before thresholds; a phrase belongs to
    the group of the first of its topics, and any of its topics is right.
    """

    phrases: int
    tasks_and_talk: Share  # the first topic of the ranking is right
    articles: Share
    articles_in_three: Share  # one of the first three is right
    styles: dict[str, Share]  # first topic right, all phrases of a style
    out_of_scope_rejected: Share  # not acted on: out_of_scope, or below the lower threshold
    wrongly_rejected: Share  # of the phrases in scope
    calibration_error: float
    confusions: list[Confusion]


@dataclass(frozen=True, slots=True)
class _Reading:
    phrase: HeldoutPhrase
    ranking: Ranking
    rejected: bool

    @property
    def group(self) -> str:
        first = self.phrase.topics[0]
        return ARTICLE_PREFIX if first.startswith(ARTICLE_PREFIX) else first

    @property
    def got(self) -> str:
        return self.ranking[0][0]

    def right(self, depth: int = 1) -> bool:
        return any(topic in self.phrase.topics for topic, _ in self.ranking[:depth])


def evaluate(
    phrases: Sequence[HeldoutPhrase], rank: Ranker, thresholds: Thresholds
) -> HeldoutReport:
    """Rank the topics of every phrase, after what it follows, and compare them with its own."""
    weights = ContextWeights.load()
    rankings = (
        rank_after(phrase.about, phrase.text, rank, weights, thresholds.act) for phrase in phrases
    )
    readings = [
        _read(phrase, ranking, thresholds)
        for phrase, ranking in zip(phrases, rankings, strict=True)
    ]
    articles = [r for r in readings if r.group == ARTICLE_PREFIX]
    outside = [r for r in readings if r.group == OUT_OF_SCOPE]
    inside = [r for r in readings if r.group != OUT_OF_SCOPE]
    return HeldoutReport(
        phrases=len(readings),
        tasks_and_talk=_right(r for r in inside if r.group != ARTICLE_PREFIX),
        articles=_right(articles),
        articles_in_three=Share.true(r.right(ARTICLE_DEPTH) for r in articles),
        styles={style: _right(r for r in readings if r.phrase.style == style) for style in STYLES},
        out_of_scope_rejected=Share.true(r.rejected for r in outside),
        wrongly_rejected=Share.true(r.rejected for r in inside),
        calibration_error=calibration_error(
            [r.ranking[0][1] for r in readings], [r.right() for r in readings]
        ),
        confusions=confusions((r.phrase.topics[0], r.got) for r in readings if not r.right()),
    )


def _read(phrase: HeldoutPhrase, ranking: Ranking, thresholds: Thresholds) -> _Reading:
    return _Reading(phrase, ranking, topic_of(ranking, thresholds)[0] == OUT_OF_SCOPE)


def _right(readings: Iterable[_Reading]) -> Share:
    return Share.true(reading.right() for reading in readings)
