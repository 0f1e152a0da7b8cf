"""The learning curve: what more phrasings of a topic bring."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from knowledge.corpus import Corpus
from knowledge.files import ROOT, read_yaml
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
    """Yield a report for each share of every topic's phrasings, as they are trained on.

    The scores of the models are pooled by the weights of ``config.yml``, if ``options`` do not tell others.
    """
    options, thresholds = options or _configured(), Thresholds()
    for share in SHARES:
        texts, topics = _some(share)
        model = TopicModel.fit(texts, topics, options=options, outside=thresholds.outside)
        yield share, evaluate(phrases, model.rank, thresholds)


def extrapolated(shares: Mapping[float, float], share: float) -> float:
    """Return what another share of the phrasings would bring, guessed from measured values (0–1).

    The part that is wrong is taken to fall as a power of the number of phrasings, as it does in wide ranges
    (Hestness et al. 2017, arXiv 1712.00409); the power is fitted to the logarithms by least squares.
    """
    wrong = {at: 1 - value for at, value in shares.items() if value < 1}
    if len(wrong) < 2:
        return 1.0
    power, factor = np.polyfit(np.log(list(wrong)), np.log(list(wrong.values())), 1)
    return float(1 - np.exp(factor) * share**power)


def _configured() -> ClassifierOptions:
    """Return the options of the model that ships, as far as ``config.yml`` differs from the defaults."""
    pipeline = read_yaml(ROOT / "config.yml")["pipeline"]
    weights = next(part["weights"] for part in pipeline if "weights" in part)
    return ClassifierOptions(weights=tuple(weights))


def _some(share: float) -> tuple[list[str], list[str]]:
    """Return a random share of every topic's phrasings (of all styles alike), with their topics."""
    random = np.random.default_rng(_SEED)
    pairs = [
        (topic.phrasings[at].text, topic.id)
        for topic in Corpus.load().topics()
        for at in random.permutation(len(topic.phrasings))[: round(share * len(topic.phrasings))]
    ]
    return [text for text, _ in pairs], [topic for _, topic in pairs]
