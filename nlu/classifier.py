"""The topic classifier: one linear model over tasks, talk and articles, with calibrated confidence."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.model_selection import train_test_split
from sklearn.svm import LinearSVC

Ranking = list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class ClassifierOptions:
    """``regularisation`` is the SVM's C; ``hidden`` the share of phrasings kept back to calibrate."""

    regularisation: float = 1.0
    meaning_weight: float = 1.0
    hidden: float = 0.2
    seed: int = 7


@dataclass(frozen=True, slots=True)
class TopicClassifier:
    """Margins of one-against-all linear SVMs, turned into confidences by a fitted temperature."""

    topics: tuple[str, ...]
    coefficients: NDArray[np.float32]  # features × topics
    intercepts: NDArray[np.float32]
    temperature: float
    meaning_weight: float

    def rank(self, ngrams: csr_matrix, meaning: NDArray[np.float32]) -> Ranking:
        """Return all topics with their confidences (which sum to 1), the likeliest first.

        Takes one row of each. They are not joined: that costs more than the ranking itself.
        """
        width = ngrams.shape[1]
        margins = (ngrams @ self.coefficients[:width])[0] + self.intercepts
        margins += (meaning[0] * self.meaning_weight) @ self.coefficients[width:]
        confidences = softmax(margins[np.newaxis, :].astype(np.float64) * self.temperature)[0]
        order = np.argsort(-confidences)
        return [(self.topics[at], float(confidences[at])) for at in order]


def train(
    ngrams: csr_matrix,
    meaning: NDArray[np.float32],
    labels: Sequence[str],
    options: ClassifierOptions,
) -> TopicClassifier:
    """Train the classifier, and fit its temperature on margins of messages it was not shown."""
    topics = tuple(sorted(set(labels)))
    index = {topic: at for at, topic in enumerate(topics)}
    target = np.array([index[label] for label in labels])
    features = _joined(ngrams, meaning, options.meaning_weight)
    temperature = _temperature(features, target, len(topics), options)
    model = _svm(features, target, options)
    return TopicClassifier(
        topics=topics,
        coefficients=np.ascontiguousarray(model.coef_.T, dtype=np.float32),
        intercepts=model.intercept_.astype(np.float32),
        temperature=temperature,
        meaning_weight=options.meaning_weight,
    )


def softmax(margins: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return rows that sum to 1."""
    shifted = np.exp(margins - margins.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True))


def _joined(ngrams: csr_matrix, meaning: NDArray[np.float32], weight: float) -> csr_matrix:
    return hstack([ngrams, csr_matrix(meaning * weight)], format="csr")


def _svm(features: csr_matrix, target: NDArray[np.int64], options: ClassifierOptions) -> LinearSVC:
    model = LinearSVC(
        C=options.regularisation,
        class_weight="balanced",
        random_state=options.seed,
        dual=True,
        tol=1e-3,
    )
    return model.fit(features, target)


def _temperature(
    features: csr_matrix, target: NDArray[np.int64], topics: int, options: ClassifierOptions
) -> float:
    """Return the factor of the margins that makes held-out confidences truest (least log loss)."""
    shown, hidden = train_test_split(
        np.arange(len(target)), test_size=options.hidden, stratify=target, random_state=options.seed
    )
    model = _svm(features[shown], target[shown], options)
    margins = np.full((len(hidden), topics), -2.0)
    margins[:, model.classes_] = model.decision_function(features[hidden])
    truth = target[hidden]

    def loss(temperature: float) -> float:
        confidences = softmax(margins * temperature)
        return float(-np.log(confidences[np.arange(len(truth)), truth] + 1e-12).mean())

    return float(minimize_scalar(loss, bounds=(0.5, 20.0), method="bounded").x)


def stacked(rows: Sequence[csr_matrix]) -> csr_matrix:
    """Return feature rows as one matrix."""
    return vstack(rows, format="csr")
