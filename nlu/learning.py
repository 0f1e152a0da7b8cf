"""Training the classifier of topics, and calibrating it on messages that it was not shown."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import train_test_split

from nlu import linear
from nlu.calibration import fit_weights
from nlu.classifier import Seen, TopicClassifier, TopicEnsemble
from nlu.linear import LinearOptions
from nlu.network.options import NetworkOptions


@dataclass(frozen=True, slots=True)
class ClassifierOptions:
    """What is trained: without ``network``, the linear model alone.

    ``weights`` are those of the linear model's scores and of the network's, where they are known already;
    else they are fitted on the share ``hidden`` of the phrasings, which a twin is trained without.
    """

    linear: LinearOptions = field(default_factory=LinearOptions)
    network: NetworkOptions | None = field(default_factory=NetworkOptions)
    weights: tuple[float, ...] | None = None
    hidden: float = 0.2
    seed: int = 7


def train(
    messages: Seen, labels: Sequence[str], options: ClassifierOptions
) -> TopicClassifier | TopicEnsemble:
    """Train on all messages, with confidences that can be believed.

    Messages without a word teach nothing and are left out.
    """
    worded = np.array([row for row, message in enumerate(messages.words) if message.forms])
    messages, labels = messages.take(worded), [labels[row] for row in worded]
    topics = tuple(sorted(set(labels)))
    index = {topic: at for at, topic in enumerate(topics)}
    target = np.array([index[label] for label in labels])
    weights = options.weights or _found_weights(messages, target, topics, options)
    return _weighted(_fitted(messages, target, topics, options), weights)


def _found_weights(
    messages: Seen, target: NDArray[np.int64], topics: tuple[str, ...], options: ClassifierOptions
) -> tuple[float, ...]:
    """Return the weights that suit messages which a twin of the model was not shown."""
    shown, hidden = train_test_split(
        np.arange(len(target)), test_size=options.hidden, stratify=target, random_state=options.seed
    )
    twin = _fitted(messages.take(shown), target[shown], topics, options)
    return _weights(twin, messages.take(hidden), target[hidden])


def _fitted(
    messages: Seen, target: NDArray[np.int64], topics: tuple[str, ...], options: ClassifierOptions
) -> TopicClassifier | TopicEnsemble:
    if options.network is None:
        return _linear(messages, target, topics, options.linear)
    from nlu.network import training  # TensorFlow: seconds of import, only when training

    with ThreadPoolExecutor(max_workers=1) as beside:  # neither holds Python's lock for long
        alone = beside.submit(_linear, messages, target, topics, options.linear)
        network = training.train(messages.words, target, len(topics), options.network)
        return TopicEnsemble(alone.result(), network, 1.0)


def _linear(
    messages: Seen, target: NDArray[np.int64], topics: tuple[str, ...], options: LinearOptions
) -> TopicClassifier:
    learned = linear.train(messages.ngrams, messages.meaning, target, len(topics), options)
    return TopicClassifier(topics, *learned, 1.0)


def _weights(
    model: TopicClassifier | TopicEnsemble, messages: Seen, target: NDArray[np.int64]
) -> tuple[float, ...]:
    each = [messages.take(np.array([row])) for row in range(len(target))]
    alone = model.linear if isinstance(model, TopicEnsemble) else model
    scores = [np.stack([alone.margins(message) for message in each])]
    if isinstance(model, TopicEnsemble):
        scores.append(np.stack([model.network.scores(words) for words in messages.words]))
    return fit_weights(scores, target)


def _weighted(
    model: TopicClassifier | TopicEnsemble, weights: tuple[float, ...]
) -> TopicClassifier | TopicEnsemble:
    if isinstance(model, TopicEnsemble):
        alone = replace(model.linear, temperature=weights[0])
        return replace(model, linear=alone, network_weight=weights[1])
    return replace(model, temperature=weights[0])
