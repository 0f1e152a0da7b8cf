"""Training the linear part of the topic classifier: one-against-all SVMs over n-grams and meaning."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

_UNSEEN = -2.0  # margin of a topic that the training messages did not have


@dataclass(frozen=True, slots=True)
class LinearOptions:
    """``regularisation`` is the SVM's C."""

    regularisation: float = 1.0
    meaning_weight: float = 1.0
    seed: int = 7


def train(
    ngrams: csr_matrix,
    meaning: NDArray[np.float32],
    target: NDArray[np.int64],
    topics: int,
    options: LinearOptions,
) -> tuple[NDArray[np.float16], NDArray[np.float32], NDArray[np.float32]]:
    """Train on rows of features with the number (from 0) of each one's topic.

    Returns:
        Coefficients of n-grams and of the meaning as it is given (each × topics), and intercepts.
    """
    features = hstack([ngrams, csr_matrix(meaning * options.meaning_weight)], format="csr")
    svm = LinearSVC(
        C=options.regularisation,
        class_weight="balanced",
        random_state=options.seed,
        dual=True,
        tol=1e-3,
    ).fit(features, target)
    coefficients = np.zeros((features.shape[1], topics), dtype=np.float32)
    intercepts = np.full(topics, _UNSEEN, dtype=np.float32)
    two = len(svm.classes_) == 2  # scikit-learn keeps one of the two
    coefficients[:, svm.classes_] = (np.vstack([-svm.coef_, svm.coef_]) if two else svm.coef_).T
    intercepts[svm.classes_] = [-svm.intercept_[0], svm.intercept_[0]] if two else svm.intercept_
    of_ngrams, of_meaning = np.split(coefficients, [ngrams.shape[1]])
    return of_ngrams.astype(np.float16), of_meaning * options.meaning_weight, intercepts
