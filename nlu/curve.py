"""The learning curve: what more phrasings of a topic bring."""

from collections.abc import Iterator, Sequence

import numpy as np

from knowledge.corpus import Corpus
from knowledge.heldout import HeldoutPhrase
from nlu.evaluation import HeldoutReport, evaluate
from nlu.learning import ClassifierOptions
from nlu.model import TopicModel
from nlu.thresholds import Thresholds

SHARES = (0.25, 0.5, 1.0)
_SEED = 7


def learning_curve(
    phrases: Sequence[HeldoutPhrase], options: ClassifierOptions | None = None
) -> Iterator[tuple[float, HeldoutReport]]:
    """Yield a report for each share of every topic's phrasings, as they are trained on."""
    thresholds = Thresholds()
    for share in SHARES:
        texts, topics = _some(share)
        model = TopicModel.fit(texts, topics, options=options, outside=thresholds.outside)
        yield share, evaluate(phrases, model.rank, thresholds)


def _some(share: float) -> tuple[list[str], list[str]]:
    """Return a random share of every topic's phrasings (of all styles alike), with their topics."""
    random = np.random.default_rng(_SEED)
    pairs = [
        (topic.phrasings[at].text, topic.id)
        for topic in Corpus.load().topics()
        for at in random.permutation(len(topic.phrasings))[: round(share * len(topic.phrasings))]
    ]
    return [text for text, _ in pairs], [topic for _, topic in pairs]
